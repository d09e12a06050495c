package io.goleta.cli.session;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the process.
 *
 * @param variables the environment variables
 * @param distribution the directory of the distribution that this program is part of
 * @param clock in the user's time zone
 */
public record Environment(
        Terminal terminal,
        Map<String, String> variables,
        Optional<Path> distribution,
        Path home,
        Path workingDirectory,
        Clock clock) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The value of an environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
