package io.goleta.cli.plugin;

import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.Table;
import io.goleta.cli.session.ServerStatusQuery;
import io.goleta.cli.session.Session;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code velero plugin get}. */
public final class PluginGetCommand implements Runnable {
    private static final Comparator<Plugin> BY_KIND_AND_NAME =
            Comparator.comparing(Plugin::kind).thenComparing(Plugin::name);

    private final Session session;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for the server (5s).")
    private String timeout = "5s";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or yaml.")
    private String format = "table";

    /** A command for the server of this session. */
    public PluginGetCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        OutputFormat output = OutputFormat.parse(format);
        // Without a place in the status, what the server rejected comes with the answer about settings.
        KubernetesObject status = ServerStatusQuery.ask(
                session, Map.of(VeleroApi.PLUGIN_CONFIG_QUESTION, ""), DurationFlag.parse("--timeout", timeout));
        PluginConfigAnswer.in(status).ifPresent(answer -> session.warn(answer.problems()));
        session.out()
                .print(output.text(
                        () -> table(status),
                        status.without("metadata", "annotations").content()));
    }

    private static String table(KubernetesObject status) {
        List<List<String>> rows = status.maps("status", "plugins").stream()
                .map(Plugin::of)
                .sorted(BY_KIND_AND_NAME)
                .map(plugin -> List.of(plugin.name(), plugin.kind()))
                .toList();
        return rows.isEmpty() ? "" : new Table(List.of("NAME", "KIND"), rows).text();
    }

    private record Plugin(String name, String kind) {
        static Plugin of(Map<String, Object> entry) {
            return new Plugin(String.valueOf(entry.get("name")), String.valueOf(entry.get("kind")));
        }
    }
}
