package io.goleta.cli.backup;

import io.goleta.cli.output.Cells;
import io.goleta.cli.output.TableView;
import io.goleta.cli.output.Times;
import io.goleta.spi.GoDuration;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Backups; those of one schedule newest first. */
public final class BackupTable implements TableView {
    private static final int STAMP_LENGTH = 14;
    private static final Comparator<KubernetesObject> BY_SCHEDULE_THEN_NEWEST = Comparator.comparing(
                    BackupTable::series)
            .thenComparing(Comparator.comparing(BackupTable::stamp).reversed());

    private final Times times;

    /** @param clock for the time until expiration */
    public BackupTable(Clock clock) {
        this.times = new Times(clock);
    }

    @Override
    public List<String> headers() {
        return List.of("NAME", "STATUS", "ERRORS", "WARNINGS", "CREATED", "EXPIRES", "STORAGE LOCATION", "SELECTOR");
    }

    @Override
    public List<KubernetesObject> sorted(List<KubernetesObject> objects) {
        return objects.stream().sorted(BY_SCHEDULE_THEN_NEWEST).toList();
    }

    @Override
    public List<String> row(KubernetesObject backup) {
        boolean deleting = backup.get("metadata", "deletionTimestamp").isPresent();
        return List.of(
                backup.name(),
                deleting ? "Deleting" : Cells.phase(backup),
                Cells.count(backup, "errors"),
                Cells.count(backup, "warnings"),
                Cells.time(times, backup.string("status", "startTimestamp")),
                expiration(backup).map(times::fromNow).orElse("n/a"),
                backup.string("spec", "storageLocation").orElse(""),
                Cells.selector(backup, "spec", "labelSelector"));
    }

    private static Optional<Instant> expiration(KubernetesObject backup) {
        return Times.parse(backup.string("status", "expiration"))
                .or(() -> Times.parse(backup.string("metadata", "creationTimestamp"))
                        .flatMap(created -> ttl(backup).map(created::plus)));
    }

    private static Optional<Duration> ttl(KubernetesObject backup) {
        try {
            return backup.string("spec", "ttl").map(GoDuration::parse).filter(ttl -> !ttl.isZero());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String series(KubernetesObject backup) {
        String name = backup.name();
        return stamp(backup).isEmpty() ? name : name.substring(0, name.length() - STAMP_LENGTH - 1);
    }

    private static String stamp(KubernetesObject backup) {
        String name = backup.name();
        String stamp = name.substring(name.lastIndexOf('-') + 1);
        boolean stamped = stamp.length() == STAMP_LENGTH
                && stamp.length() < name.length()
                && stamp.chars().allMatch(c -> c >= '0' && c <= '9');
        return stamped ? stamp : "";
    }
}
