package io.goleta.cli.plugin;

import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.Table;
import io.goleta.cli.session.Session;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero plugin config get [PLUGIN]}: the settings of plugins, with their values and sources. */
public final class PluginConfigGetCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "PLUGIN", arity = "0..1", description = "Only this plugin, for example velero.io/restic.")
    @Nullable
    private String plugin;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for the server (10s).")
    private String timeout = "10s";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or yaml.")
    private String format = "table";

    /** A command for the server of this session. */
    public PluginConfigGetCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        OutputFormat output = OutputFormat.parse(format);
        PluginConfigAnswer answer = PluginConfigAnswer.ask(session, "", DurationFlag.parse("--timeout", timeout));
        session.warn(answer.problems());
        List<PluginConfigAnswer.Extension> chosen = chosen(answer.extensions());
        session.out().print(output.text(() -> tables(chosen), content(chosen)));
    }

    private List<PluginConfigAnswer.Extension> chosen(List<PluginConfigAnswer.Extension> all) {
        if (plugin == null) {
            return all;
        }
        String name = plugin.contains("/") ? plugin : "velero.io/" + plugin;
        List<PluginConfigAnswer.Extension> chosen =
                all.stream().filter(extension -> extension.name().equals(name)).toList();
        if (chosen.isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    "no plugin " + name
                            + " of the server has documented settings; valid names are "
                            + all.stream()
                                    .map(PluginConfigAnswer.Extension::name)
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    private static List<Object> content(List<PluginConfigAnswer.Extension> extensions) {
        return extensions.stream()
                .<Object>map(extension -> extension.content().content())
                .toList();
    }

    private static String tables(List<PluginConfigAnswer.Extension> extensions) {
        return extensions.stream().map(PluginConfigGetCommand::text).collect(Collectors.joining("\n"));
    }

    private static String text(PluginConfigAnswer.Extension extension) {
        StringBuilder text = new StringBuilder()
                .append(extension.name())
                .append(" (")
                .append(extension.kind())
                .append("): ")
                .append(extension.source())
                .append('\n');
        if (!extension.rows().isEmpty()) {
            text.append(new Table(List.of("KEY", "VALUE", "DEFAULT", "FROM", "ALLOWED"), extension.rows()).text());
        }
        extension
                .problems()
                .forEach(problem -> text.append("PROBLEM: ").append(problem).append('\n'));
        return text.toString();
    }
}
