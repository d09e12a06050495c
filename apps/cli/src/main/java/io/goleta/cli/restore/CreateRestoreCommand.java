package io.goleta.cli.restore;

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
import io.goleta.core.api.UnsupportedRequests;
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

/** {@code velero restore create [NAME]}. */
public final class CreateRestoreCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "The restore (name of backup or schedule, and the time).")
    @Nullable
    private String name;

    @Option(names = "--from-backup", paramLabel = "BACKUP", description = "The backup to restore from.")
    @Nullable
    private String fromBackup;

    @Option(
            names = "--from-schedule",
            paramLabel = "SCHEDULE",
            description = "Restore from the schedule's newest completed backup.")
    @Nullable
    private String fromSchedule;

    @Option(
            names = "--allow-partially-failed",
            description = "With --from-schedule, also accept a partially failed backup.")
    private boolean allowPartiallyFailed;

    @Option(names = "--labels", split = ",", paramLabel = "KEY=VALUE", description = "Labels of the restore.")
    private List<String> labels = List.of();

    @Option(
            names = {"-w", "--wait"},
            description = "Wait until the restore has ended; the exit code tells the result.")
    private boolean wait;

    @Mixin
    private final RestoreSpecOptions specOptions = new RestoreSpecOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** A command that creates in this session's cluster. */
    public CreateRestoreCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Optional<OutputFormat> format = output.format();
        KubernetesObject draft = draft();
        session.warn(UnsupportedRequests.ofRestore(draft));
        if (format.isPresent()) {
            ObjectPrinter printer = new ObjectPrinter(VeleroKind.RESTORE, new RestoreTable(session.clock()), output);
            session.out().print(printer.list(List.of(draft), format.get()));
            return ExitCodes.OK;
        }
        return new RunSubmitter(session, VeleroKind.RESTORE, new RestoreProgressLine()).submit(draft, wait);
    }

    private KubernetesObject draft() {
        boolean noBackup = fromBackup == null || fromBackup.isEmpty();
        boolean noSchedule = fromSchedule == null || fromSchedule.isEmpty();
        if (noBackup == noSchedule) {
            throw FlagChecks.wrong("either a backup or schedule must be specified, but not both");
        }
        String source = String.valueOf(noSchedule ? fromBackup : fromSchedule);
        String restoreName =
                FlagChecks.name("restore", name == null ? TimestampedName.of(source, session.clock()) : name);
        Map<String, String> ownLabels = KeyValues.parse("--labels", labels);
        LinkedHashMap<String, Object> spec = specOptions.spec();
        KubernetesObject backup = noSchedule
                ? session.velero().require(VeleroKind.BACKUP, source)
                : ScheduledBackups.newest(session.velero(), source, allowPartiallyFailed);
        spec.putFirst("backupName", backup.name());
        return VeleroObjects.draft(VeleroKind.RESTORE, session.namespace(), restoreName, ownLabels, spec);
    }
}
