package io.goleta.cli.backup;

import io.goleta.cli.describe.DescribeContext;
import io.goleta.cli.describe.Describer;
import io.goleta.cli.describe.ResultsSection;
import io.goleta.cli.describe.Sections;
import io.goleta.cli.describe.VolumesSection;
import io.goleta.cli.output.TabbedText;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Optional;

/** A backup. */
public final class BackupDescriber implements Describer {
    @Override
    public void describe(KubernetesObject backup, DescribeContext context, TabbedText text) {
        Sections.metadata(backup, text);
        text.blank();
        String hint = "run `velero backup logs " + backup.name() + "` for more information";
        Sections.phase(backup, hint, context.coloured(), text);
        Sections.validationErrors(backup, text);
        Sections.failureReason(backup, text);
        text.blank();
        text.line("Errors:\t" + count(backup, "errors"));
        text.line("Warnings:\t" + count(backup, "warnings"));
        ResultsSection results = new ResultsSection(backup, DownloadRequest.Kind.BackupResults, context);
        results.describe(text);
        text.blank();
        BackupSpecSection.describe(backup.map("spec"), text);
        outcome(backup, context, text);
        if (context.details()) {
            ResourceListSection.describe(backup, context, text);
        }
        snapshots(backup, text);
        deletions(backup, context, text);
        String selector = VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup.name());
        List<KubernetesObject> volumes = context.velero().list(VeleroKind.POD_VOLUME_BACKUP, selector);
        VolumesSection.describe("Restic Backups", volumes, context.details(), text);
        if (context.details()) {
            results.describeSkippedVolumes(text);
        }
    }

    private static void outcome(KubernetesObject backup, DescribeContext context, TabbedText text) {
        text.blank()
                .line("Backup Format Version:\t"
                        + backup.string("status", "formatVersion").orElse(""));
        text.blank();
        text.line("Started:\t" + Sections.time(context.times(), backup, "startTimestamp"));
        text.line("Completed:\t" + Sections.time(context.times(), backup, "completionTimestamp"));
        text.blank().line("Expiration:\t" + Sections.time(context.times(), backup, "expiration"));
        if (backup.get("status", "progress").isEmpty()) {
            return;
        }
        boolean running = backup.string("status", "phase").equals(Optional.of("InProgress"));
        text.blank();
        text.line((running ? "Estimated total items to be backed up:\t" : "Total items to be backed up:\t")
                + progress(backup, "totalItems"));
        text.line((running ? "Items backed up so far:\t" : "Items backed up:\t") + progress(backup, "itemsBackedUp"));
    }

    private static void snapshots(KubernetesObject backup, TabbedText text) {
        String attempted = count(backup, "volumeSnapshotsAttempted");
        text.blank()
                .line(
                        attempted.equals("0")
                                ? "Velero-Native Snapshots: <none included>"
                                : "Velero-Native Snapshots:\t" + count(backup, "volumeSnapshotsCompleted") + " of "
                                        + attempted + " snapshots completed successfully");
    }

    private static void deletions(KubernetesObject backup, DescribeContext context, TabbedText text) {
        String selector = VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup.name()) + "," + VeleroApi.BACKUP_UID
                + "=" + backup.uid();
        List<KubernetesObject> requests = context.velero().list(VeleroKind.DELETE_BACKUP_REQUEST, selector);
        if (requests.isEmpty()) {
            return;
        }
        long failed = requests.stream()
                .filter(request -> request.string("status", "phase").equals(Optional.of("Processed")))
                .filter(request -> !request.list("status", "errors").isEmpty())
                .count();
        text.blank().line(failed == 0 ? "Deletion Attempts:" : "Deletion Attempts (" + failed + " failed):");
        for (KubernetesObject request : requests) {
            text.line("\t" + request.string("metadata", "creationTimestamp").orElse("") + ": "
                    + request.string("status", "phase").orElse("New"));
            request.list("status", "errors").forEach(error -> text.line("\t\t" + error));
        }
    }

    private static String count(KubernetesObject backup, String field) {
        return backup.get("status", field).map(Object::toString).orElse("0");
    }

    private static String progress(KubernetesObject backup, String field) {
        return backup.get("status", "progress", field).map(Object::toString).orElse("0");
    }
}
