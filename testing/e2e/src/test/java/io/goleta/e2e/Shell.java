package io.goleta.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands the way a user types them; what they need of the environment, KUBECONFIG above all, they inherit. */
final class Shell {
    private static final long MINUTES = 12;

    private Shell() {}

    /** What a command said and how it ended. */
    record Output(String command, int exit, String out, String err) {
        /** What it printed, given that it succeeded. */
        String orFail() {
            if (exit != 0) {
                throw new AssertionError(this);
            }
            return out;
        }

        @Override
        public String toString() {
            return "$ " + command + "\n" + out + err + "exit code " + exit;
        }
    }

    static Output run(List<String> words) {
        return run(words, "");
    }

    static Output run(List<String> words, String input) {
        try {
            Process process = new ProcessBuilder(words).start();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String command = String.join(" ", words);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + MINUTES + " minutes: " + command + "\n" + out.join());
            }
            return new Output(command, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
