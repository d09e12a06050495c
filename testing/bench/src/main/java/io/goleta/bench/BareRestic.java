package io.goleta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** restic as somebody runs it by hand on a repository: the floor. */
record BareRestic(String repository, Path cache, Map<String, String> credentials) {
    static final String PASSWORD = "static-passw0rd";

    /** Runs it and returns what it wrote to standard output. */
    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("restic"));
        line.addAll(List.of(arguments));
        Path errors = Files.createTempFile("restic", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_REPOSITORY",
                        repository,
                        "RESTIC_PASSWORD",
                        PASSWORD,
                        "RESTIC_CACHE_DIR",
                        cache.toString(),
                        "RESTIC_PROGRESS_FPS",
                        "1"));
        builder.environment().putAll(credentials);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("restic " + arguments[0] + " ended with " + code + ": " + Files.readString(errors));
        }
        Files.delete(errors);
        return said;
    }
}
