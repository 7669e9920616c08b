package dev.warren.cli.inspect;

import dev.warren.cli.terminal.CommandException;
import dev.warren.cli.terminal.Output;
import dev.warren.cli.terminal.ShellCommand;
import dev.warren.cli.terminal.Table;
import dev.warren.cli.terminal.Watch;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What the commands have in common that show what there is.
 *
 * @param <T> what they show
 */
@Command(footerHeading = "%nExamples:%n")
abstract class InspectionCommand<T> extends ShellCommand {

    @Mixin
    private ViewOptions options;

    @Mixin
    private Output output;

    @Mixin
    private Watch watch;

    /** What is wanted of it, in the order that is wanted. */
    abstract T look(BrokerView view) throws CommandException;

    abstract Table table(T seen);

    /** Lines below the table. */
    List<String> notes(T seen) {
        return List.of();
    }

    /** More tables. */
    List<Table> more(T seen) {
        return List.of();
    }

    @Override
    protected final void run() throws CommandException {
        BrokerView view = options.view();
        watch.show(() -> show(look(view)));
    }

    private void show(T seen) {
        output.show(Json.MAPPER.valueToTree(seen), () -> table(seen));
        if (!output.isJson()) {
            more(seen).stream().filter(table -> !table.isEmpty()).forEach(table -> {
                output.line("");
                output.table(table);
            });
            notes(seen).forEach(output::line);
        }
    }
}
