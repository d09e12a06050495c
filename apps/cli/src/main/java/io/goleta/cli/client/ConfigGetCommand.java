package io.goleta.cli.client;

import io.goleta.cli.session.ClientConfig;
import io.goleta.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code velero client config get [KEYS]}. */
public final class ConfigGetCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "KEYS", arity = "0..*", description = "Only these keys.")
    private List<String> keys = List.of();

    /** A command that reads this session's settings. */
    public ConfigGetCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        ClientConfig config = session.config();
        for (String key : keys.isEmpty() ? List.copyOf(config.all().keySet()) : keys) {
            session.out().println(key + ": " + config.get(key).orElse("<NOT SET>"));
        }
    }
}
