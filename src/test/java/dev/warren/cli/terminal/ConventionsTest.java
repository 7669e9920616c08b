package dev.warren.cli.terminal;

import static dev.warren.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command with all that is shared; there is no terminal in a test. */
class ConventionsTest {

    @Command(name = "count")
    static final class Count extends ShellCommand {

        @Mixin
        private Output output;

        @Mixin
        private Watch watch;

        @Mixin
        private Confirmation confirmation;

        private final AtomicInteger shown = new AtomicInteger();
        private CommandException trouble;
        private boolean destroys;

        @Override
        protected void run() throws CommandException {
            if (destroys) {
                confirmation.demand("this resets the count");
            }
            watch.show(this::print);
        }

        private void print() throws CommandException {
            int number = shown.incrementAndGet();
            if (trouble != null) {
                throw trouble;
            }
            output.show(JsonNodeFactory.instance.numberNode(number), () -> new Table("N").row(number));
        }
    }

    private final StringWriter said = new StringWriter();
    private final StringWriter noted = new StringWriter();
    private final Count count = new Count();

    @Test
    void answerIsATableForPeopleAndOneLineOfJsonForPrograms() {
        assertThat(run()).isZero();
        assertThat(run("-o", "json")).isZero();

        assertThat(said.toString().lines()).containsExactly("N", "1", "2");
    }

    @Test
    void watchedAnswerIsRepeatedUntilInterrupted() throws InterruptedException {
        Thread watching = new Thread(() -> run("--watch", "--every", "0.001s", "-o", "json"));
        watching.start();
        await().until(() -> said.toString().lines().count() > 2);
        watching.interrupt();
        watching.join();

        assertThat(said.toString().lines()).startsWith("1", "2", "3");
    }

    @Test
    void troubleEndsAWatchThatHasShownNothingYet() {
        count.trouble = new CommandException(Exit.AWAY, "no answer");

        assertThat(run("--watch")).isEqualTo(3);
        assertThat(noted.toString().lines()).containsExactly("warren: no answer");
    }

    @Test
    void laterTroubleIsShownAndTheWatchGoesOn() throws InterruptedException {
        Thread watching = new Thread(() -> run("--watch", "--every", "0.001s"));
        watching.start();
        await().until(() -> count.shown.get() > 1);
        count.trouble = new CommandException(Exit.AWAY, "no answer");
        await().until(() -> said.toString().contains("warren: no answer"));
        watching.interrupt();
        watching.join();
    }

    @Test
    void nothingIsDestroyedWhereNobodyCanBeAsked() {
        count.destroys = true;

        assertThat(run()).isEqualTo(2);
        assertThat(count.shown).hasValue(0);
        assertThat(noted.toString().lines())
                .containsExactly("warren: this resets the count; nothing is done without --yes");
        assertThat(run("--yes")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"--nothing", "-o yaml", "--every soon", "--every 0", "--every -1s", "more"})
    void misuseIsOneLineThatNamesTheHelp(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(noted.toString().lines())
                .singleElement()
                .asString()
                .startsWith("warren: ")
                .endsWith("; see count --help");
    }

    @Test
    void faultIsOneLineToo() {
        assertThat(run(() -> {
                    throw new IllegalStateException("two\nlines");
                }))
                .isEqualTo(1);
        assertThat(noted.toString().lines()).singleElement().asString().contains("two lines");
    }

    private int run(String... words) {
        return Conventions.commandLine(count)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(noted))
                .execute(words);
    }

    @Command(name = "run")
    record Plain(Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    private int run(Runnable work) {
        return Conventions.commandLine(new Plain(work))
                .setErr(new PrintWriter(noted))
                .execute();
    }
}
