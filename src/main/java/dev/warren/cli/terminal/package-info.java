/**
 * What all commands share, so that they look and end alike.
 *
 * <ul>
 *   <li>A command extends {@link dev.warren.cli.terminal.ShellCommand} and throws {@link dev.warren.cli.terminal.CommandException}
 *       for what goes wrong; one that asks a gateway extends {@code dev.warren.cli.GatewayCommand}.
 *   <li>{@code @Mixin Output output} brings {@code -o text|json}: {@code output.show(json, () -> table)}.
 *   <li>{@code @Mixin Watch watch} brings {@code --watch} and {@code --every}: {@code watch.show(() -> …)}, whatever it prints.
 *   <li>{@code @Mixin Confirmation confirmation} brings {@code --yes}: {@code confirmation.demand("this deletes queue x")}.
 *   <li>A group of commands ({@code warren queues list}) is a class of its own without code:
 *       {@code @Command(name = "queues", subcommands = {…}, synopsisSubcommandLabel = "COMMAND")}, added to {@code dev.warren.Warren}.
 * </ul>
 */
package dev.warren.cli.terminal;
