package io.goleta.cli.backup;

import io.goleta.cli.command.ExitCodes;
import io.goleta.cli.flag.FlagChecks;
import io.goleta.cli.flag.KeyValues;
import io.goleta.cli.flag.TimestampedName;
import io.goleta.cli.output.ObjectPrinter;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.OutputOptions;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.cli.wait.RunSubmitter;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup create [NAME]}. */
public final class CreateBackupCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The backup; optional with --from-schedule.")
    @Nullable
    private String name;

    @Option(
            names = "--from-schedule",
            paramLabel = "SCHEDULE",
            description = "Take everything but labels from a schedule.")
    @Nullable
    private String fromSchedule;

    @Option(names = "--labels", split = ",", paramLabel = "KEY=VALUE", description = "Labels of the backup.")
    private List<String> labels = List.of();

    @Option(
            names = {"-w", "--wait"},
            description = "Wait until the backup has ended; the exit code tells the result.")
    private boolean wait;

    @Mixin
    private final BackupSpecOptions specOptions = new BackupSpecOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** A command that creates in this session's cluster. */
    public CreateBackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<OutputFormat> format = output.format();
        KubernetesObject draft = fromSchedule == null ? fromFlags() : fromSchedule(fromSchedule);
        if (format.isPresent()) {
            warn(draft);
            ObjectPrinter printer = new ObjectPrinter(VeleroKind.BACKUP, new BackupTable(session.clock()), output);
            session.out().print(printer.list(List.of(draft), format.get()));
            return ExitCodes.OK;
        }
        specOptions.requireLocations(session.velero());
        warn(draft);
        if (fromSchedule != null) {
            session.out().println("Creating backup from schedule, all other filters are ignored.");
        }
        return new RunSubmitter(session, VeleroKind.BACKUP, new BackupProgressLine()).submit(draft, wait);
    }

    private void warn(KubernetesObject draft) {
        session.warn(specOptions.withoutEffect(draft.map("spec")));
    }

    private KubernetesObject fromFlags() {
        if (name == null) {
            throw FlagChecks.wrong("A backup name is required, unless you are creating based on a schedule.");
        }
        Map<String, String> ownLabels = KeyValues.parse("--labels", labels);
        return draft(FlagChecks.name("backup", name), ownLabels, specOptions.spec());
    }

    private KubernetesObject fromSchedule(String scheduleName) {
        KubernetesObject schedule = session.velero().require(VeleroKind.SCHEDULE, scheduleName);
        Map<String, String> allLabels = new LinkedHashMap<>(schedule.labels());
        allLabels.putAll(schedule.strings("spec", "template", "metadata", "labels"));
        allLabels.put(VeleroApi.SCHEDULE_NAME, VeleroApi.labelValue(scheduleName));
        allLabels.putAll(KeyValues.parse("--labels", labels));
        Map<String, Object> template = new LinkedHashMap<>(schedule.map("spec", "template"));
        template.remove("metadata");
        String backupName = name == null ? TimestampedName.of(scheduleName, session.clock()) : name;
        return draft(FlagChecks.name("backup", backupName), allLabels, template);
    }

    private KubernetesObject draft(String backupName, Map<String, String> allLabels, Map<String, Object> spec) {
        return VeleroObjects.draft(VeleroKind.BACKUP, session.namespace(), backupName, allLabels, spec);
    }
}
