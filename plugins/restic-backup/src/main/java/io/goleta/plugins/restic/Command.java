package io.goleta.plugins.restic;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param line the program and its arguments; other users of the machine can see them
 * @param environment all variables it gets
 * @param input what it reads from its standard input
 */
record Command(List<String> line, Path directory, Map<String, String> environment, byte[] input) {
    Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }
}
