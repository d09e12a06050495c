package io.goleta.plugins.restic;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Runs programs. */
interface CommandRunner {

    /**
     * Runs a program to its end. Interrupting the thread kills the program and everything it started before this returns.
     *
     * @param lines gets each line of standard output; called by one other thread
     * @param stop completing it kills the program as well, which then counts as ended
     * @throws io.goleta.spi.error.GoletaException when the program cannot be started
     * @throws InterruptedException when interrupted, after the program is gone
     */
    Ended run(Command command, Consumer<String> lines, CompletableFuture<Void> stop) throws InterruptedException;

    /**
     * How it ended.
     *
     * @param code what it returned; 128 plus the signal when it was killed
     * @param errors what it wrote to standard error; when that is much, its beginning and its end
     */
    record Ended(int code, String errors) {}
}
