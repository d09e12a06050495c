package io.goleta.cli.client;

import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.session.ServerStatusQuery;
import io.goleta.cli.session.Session;
import io.goleta.spi.error.GoletaException;
import java.io.PrintStream;
import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code velero version}. */
public final class VersionCommand implements Runnable {
    private final Session session;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for the server (5s).")
    private String timeout = "5s";

    @Option(names = "--client-only", description = "Do not ask the server.")
    private boolean clientOnly;

    /** A command for the server of this session. */
    public VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Duration limit = DurationFlag.parse("--timeout", timeout);
        PrintStream out = session.out();
        ClientVersion client = ClientVersion.read();
        out.println("Client:");
        out.println("\tVersion: " + client.version());
        out.println("\tGit commit: " + (client.commit().isEmpty() ? "-" : client.commit()));
        if (clientOnly) {
            return;
        }
        try {
            String server = ServerStatusQuery.ask(session, limit)
                    .string("status", "serverVersion")
                    .orElse("");
            out.println("Server:");
            out.println("\tVersion: " + server);
            if (!ClientVersion.release(server).equals(ClientVersion.release(client.version()))) {
                out.println("# WARNING: the client version does not match the server version. Please update client");
            }
        } catch (GoletaException e) {
            out.println("<error getting server version: " + e.getMessage() + ">");
        }
    }
}
