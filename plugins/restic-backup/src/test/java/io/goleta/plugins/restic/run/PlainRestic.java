package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** restic as a user runs it on a repository in a folder. */
record PlainRestic(Path binary, Path repository, Path work) {

    /** Runs it and returns what it printed; fails the test when it fails. */
    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        Process process = start(directory, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    Process start(Path directory, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(binary.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_REPOSITORY", repository.toString(),
                        "RESTIC_PASSWORD", Fixture.PASSWORD,
                        "RESTIC_CACHE_DIR", work.resolve("plain-cache").toString()));
        return builder.start();
    }
}
