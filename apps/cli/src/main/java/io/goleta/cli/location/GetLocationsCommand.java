package io.goleta.cli.location;

import io.goleta.cli.output.ObjectPrinter;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.OutputOptions;
import io.goleta.cli.session.Session;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup-location get [NAMES]}. */
public final class GetLocationsCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAMES", arity = "0..*", description = "Only these objects.")
    private List<String> names = List.of();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Only objects with these labels.")
    private String selector = "";

    @Option(names = "--default", description = "Only the default location.")
    private boolean onlyDefault;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** A command that reads from this session's cluster. */
    public GetLocationsCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        OutputFormat format = output.format().orElse(OutputFormat.TABLE);
        List<KubernetesObject> locations =
                session.velero().select(VeleroKind.BACKUP_STORAGE_LOCATION, names, selector).stream()
                        .filter(location -> !onlyDefault || location.isTrue("spec", "default"))
                        .toList();
        ObjectPrinter printer =
                new ObjectPrinter(VeleroKind.BACKUP_STORAGE_LOCATION, new LocationTable(session.clock()), output);
        session.out().print(printer.list(locations, format));
        if (format == OutputFormat.TABLE) {
            session.out().print(messages(locations));
        }
    }

    /** Why locations are unavailable, below the table: a column would be too wide. */
    private static String messages(List<KubernetesObject> locations) {
        return locations.stream()
                .flatMap(location -> location.string("status", "message").stream())
                .filter(message -> !message.isBlank())
                .map(message -> "\n" + message + "\n")
                .collect(Collectors.joining());
    }
}
