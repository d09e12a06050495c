package io.goleta.plugins.restic.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Runs programs. */
interface CommandRunner {

    /**
     * Runs a program to its end. Interrupting the thread kills the program and everything it started before this returns.
     *
     * @param lines gets each line of standard output; called on a single, different thread
     * @param errorLines gets each line of standard error; called on a single, different thread
     * @param stop completing it kills the program too, which then counts as ended
     * @throws io.goleta.spi.error.GoletaException when the program cannot be started
     * @throws InterruptedException when interrupted, after the program is gone
     */
    Ended run(Command command, Consumer<String> lines, Consumer<String> errorLines, CompletableFuture<Void> stop)
            throws InterruptedException;

    /**
     * How it ended.
     *
     * @param code what it returned; 128 plus the signal when it was killed
     * @param errors what it wrote to standard error; when that is much, its beginning and its end
     */
    record Ended(int code, String errors) {}

    /**
     * A program to run.
     *
     * @param line the program and its arguments; other users of the machine can see them
     * @param environment all variables it gets
     * @param input what it reads from its standard input
     */
    record Command(List<String> line, Path directory, Map<String, String> environment, byte[] input) {
        public Command {
            line = List.copyOf(line);
            environment = Map.copyOf(environment);
        }
    }
}
