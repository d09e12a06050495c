package io.goleta.cli.client;

import io.goleta.cli.session.ClientConfig;
import io.goleta.cli.session.Session;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** {@code velero client config set KEY=VALUE...}; an empty value removes the key. */
public final class ConfigSetCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "Settings; an empty value removes the key.")
    private List<String> pairs = List.of();

    /** A command that changes this session's settings. */
    public ConfigSetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            if (at <= 0) {
                throw new GoletaException(Fault.USER, "\"" + pair + "\" is not KEY=VALUE");
            }
            changes.put(pair.substring(0, at), pair.substring(at + 1));
        }
        // Read again rather than through the session: a file that cannot be read must not be overwritten.
        ClientConfig.read(session.environment().home()).write(changes);
        return 0;
    }
}
