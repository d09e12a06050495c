package io.goleta.cli;

import io.goleta.cli.command.Group;
import io.goleta.cli.session.Environment;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.Terminal;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;

/** The {@code velero} command. */
public final class VeleroMain {
    private static final int BUFFER = 1 << 14;

    private VeleroMain() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param args the arguments of the command line
     */
    public static void main(String[] args) {
        // A command line has no log; this also skips the search for a logging library.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // The HTTP/2 setup costs more than it saves over one or two requests.
        System.setProperty("http2.disable", "true");
        // The client's key goes through a key store in memory; hashing that store's constant password 10,000 times
        // adds no protection.
        System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
        Console console = System.console();
        Terminal terminal = new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                console != null && console.isTerminal());
        Environment environment = new Environment(
                terminal,
                System.getenv(),
                Optional.ofNullable(System.getProperty("goleta.home")).map(Path::of),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath(),
                Clock.systemDefaultZone());
        System.exit(run(environment, args));
    }

    /** Runs the command in a given environment, for tests and embedding programs, and returns its exit code. */
    public static int run(Environment environment, String... args) {
        Terminal terminal = environment.terminal();
        VeleroCommand root = new VeleroCommand();
        try (Session session = new Session(environment, root)) {
            CommandLine velero = new CommandLine(root);
            new CommandTree(session, velero).add(args.length == 0 ? "" : args[0]);
            ErrorPrinter failures = new ErrorPrinter(terminal.err());
            velero.setExecutionExceptionHandler(failures);
            velero.setParameterExceptionHandler(failures);
            velero.setExecutionStrategy(parsed -> {
                session.warnOfFeatures();
                return Group.helpOrRun(parsed);
            });
            velero.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
            velero.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
            velero.setUsageHelpAutoWidth(true);
            return velero.execute(args);
        } finally {
            terminal.flush();
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER), false, StandardCharsets.UTF_8);
    }
}
