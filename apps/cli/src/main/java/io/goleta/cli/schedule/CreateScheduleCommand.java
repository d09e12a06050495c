package io.goleta.cli.schedule;

import io.goleta.cli.backup.BackupSpecOptions;
import io.goleta.cli.flag.FlagChecks;
import io.goleta.cli.flag.KeyValues;
import io.goleta.cli.output.ObjectPrinter;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.OutputOptions;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero schedule create NAME}. */
public final class CreateScheduleCommand implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The schedule; its backups are named after it.")
    private String name = "";

    @Option(
            names = "--schedule",
            paramLabel = "CRON",
            description = "When to create backups, for example '0 1 * * *', '@daily' or '@every 6h' (required).")
    private String schedule = "";

    @Option(names = "--labels", split = ",", paramLabel = "KEY=VALUE", description = "Labels of the schedule.")
    private List<String> labels = List.of();

    @Option(
            names = "--use-owner-references-in-backup",
            description = "Whether the schedule owns its backups: Kubernetes deletes the Backup objects with it.")
    @Nullable
    private Boolean useOwnerReferencesInBackup;

    @Option(names = "--paused", description = "Create it paused.")
    private boolean paused;

    @Option(
            names = "--skip-immediately",
            description = "Whether to skip a backup that is due right away (the server's default).")
    @Nullable
    private Boolean skipImmediately;

    @Mixin
    private final BackupSpecOptions template = new BackupSpecOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** A command that creates in this session's cluster. */
    public CreateScheduleCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        Optional<OutputFormat> format = output.format();
        KubernetesObject draft = draft();
        List<String> warnings = template.withoutEffect(template.spec());
        if (format.isPresent()) {
            session.warn(warnings);
            ObjectPrinter printer = new ObjectPrinter(VeleroKind.SCHEDULE, new ScheduleTable(session.clock()), output);
            session.out().print(printer.list(List.of(draft), format.get()));
            return;
        }
        template.requireLocations(session.velero());
        session.warn(warnings);
        session.velero().create(VeleroKind.SCHEDULE, draft);
        session.out().println("Schedule \"" + name + "\" created successfully.");
    }

    private KubernetesObject draft() {
        if (schedule.isBlank()) {
            throw FlagChecks.wrong("--schedule is required");
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("schedule", schedule);
        spec.put("template", template.spec());
        if (useOwnerReferencesInBackup != null) {
            spec.put("useOwnerReferencesInBackup", useOwnerReferencesInBackup);
        }
        if (paused) {
            spec.put("paused", true);
        }
        if (skipImmediately != null) {
            spec.put("skipImmediately", skipImmediately);
        }
        return VeleroObjects.draft(
                VeleroKind.SCHEDULE,
                session.namespace(),
                FlagChecks.name("schedule", name),
                KeyValues.parse("--labels", labels),
                spec);
    }
}
