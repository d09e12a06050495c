package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs real processes. */
final class ProcessRunner implements CommandRunner {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessRunner.class);

    @Override
    public Ended run(Command command, Consumer<String> lines, Consumer<String> errorLines, CompletableFuture<Void> stop)
            throws InterruptedException {
        Process process = start(command);
        stop.thenRun(() -> kill(process));
        BoundedText errors = new BoundedText();
        try {
            Thread output = pump(process.getInputStream(), lines);
            Thread errorOutput = pump(process.getErrorStream(), line -> {
                errors.add(line);
                errorLines.accept(line);
            });
            feed(process, command.input());
            int code = process.waitFor();
            output.join();
            errorOutput.join();
            return new Ended(code, errors.toString());
        } finally {
            reap(process);
        }
    }

    private static Process start(Command command) {
        ProcessBuilder builder =
                new ProcessBuilder(command.line()).directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL,
                    "could not start " + command.line().getFirst() + " in " + command.directory() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            LOGGER.debug("the process did not read its input: {}", e.getMessage());
        }
    }

    // Platform threads: a virtual thread that reads a pipe pins its carrier, and the REST server needs the carriers.
    private static Thread pump(InputStream stream, Consumer<String> lines) {
        return Thread.ofPlatform().daemon().name("restic-output").start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(line -> hand(line, lines));
            } catch (IOException | UncheckedIOException e) {
                LOGGER.debug("the process's output ended: {}", e.getMessage());
            }
        });
    }

    /** A consumer that fails must not stop the reading, or the process would block on a full pipe for ever. */
    private static void hand(String line, Consumer<String> lines) {
        try {
            lines.accept(line);
        } catch (RuntimeException e) {
            LOGGER.warn(
                    "a line of the process's output was lost: {}", e.getClass().getName());
        }
    }

    /** Kills the process, if it still runs, and waits for its end. */
    private static void reap(Process process) {
        if (!process.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        kill(process);
        process.onExit().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void kill(Process process) {
        // The parent first: one that sees its children die might end as if nothing had happened.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
