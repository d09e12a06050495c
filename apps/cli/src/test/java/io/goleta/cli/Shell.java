package io.goleta.cli;

import io.goleta.cli.session.Environment;
import io.goleta.cli.session.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the command as a shell would, and catches what it prints. */
public final class Shell {
    private final Path folder;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private Clock clock = Clock.systemUTC();
    private String input = "";
    private boolean interactive;
    private Optional<Path> distribution = Optional.empty();

    /** What a run of the command left behind. */
    public record Run(int exitCode, String out, String err) {}

    /** @param folder the user's home and working folder */
    public Shell(Path folder) {
        this.folder = folder;
    }

    public Shell at(Clock time) {
        clock = time;
        return this;
    }

    public Shell typing(String text) {
        input = text;
        return this;
    }

    public Shell onATerminal() {
        interactive = true;
        return this;
    }

    /** As installed from a distribution in this folder. */
    public Shell from(Path home) {
        distribution = Optional.of(home);
        return this;
    }

    public Shell with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public Run velero(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader(input)),
                interactive);
        int exitCode = VeleroMain.run(new Environment(terminal, variables, distribution, folder, folder, clock), args);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
