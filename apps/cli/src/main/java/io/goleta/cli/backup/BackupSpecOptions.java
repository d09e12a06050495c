package io.goleta.cli.backup;

import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.flag.FilterOptions;
import io.goleta.cli.flag.FlagChecks;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.UnsupportedRequests;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.GoDuration;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that make a backup's spec. */
public final class BackupSpecOptions {
    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "How long to keep the backup, for example 72h (the server's default).")
    private String ttl = "0";

    @Option(
            names = "--storage-location",
            paramLabel = "NAME",
            description = "The backup storage location (the default location).")
    private String storageLocation = "";

    @Option(
            names = "--volume-snapshot-locations",
            split = ",",
            paramLabel = "NAMES",
            description = "Without effect: no volume snapshots are made.")
    private List<String> snapshotLocations = List.of();

    @Option(
            names = "--ordered-resources",
            paramLabel = "ORDER",
            description = "The order of objects within a resource: 'pods=ns1/a,ns1/b;persistentvolumes=pv1'.")
    private String orderedResources = "";

    @Option(
            names = "--csi-snapshot-timeout",
            paramLabel = "DURATION",
            description = "Without effect: no volume snapshots are made.")
    private String csiSnapshotTimeout = "0";

    @Option(names = "--snapshot-volumes", description = "Without effect: no volume snapshots are made.")
    @Nullable
    private Boolean snapshotVolumes;

    @Option(
            names = {"--default-volumes-to-restic", "--default-volumes-to-fs-backup"},
            description = "Whether to back up all pod volumes with restic, and not only the annotated ones.")
    @Nullable
    private Boolean defaultVolumesToRestic;

    /** The spec, of what was given only. */
    public Map<String, Object> spec() {
        Map<String, Object> spec = new LinkedHashMap<>();
        filters.addTo(spec);
        putUnlessZero(spec, "ttl", DurationFlag.parse("--ttl", ttl));
        putUnlessZero(spec, "csiSnapshotTimeout", DurationFlag.parse("--csi-snapshot-timeout", csiSnapshotTimeout));
        if (!storageLocation.isEmpty()) {
            spec.put("storageLocation", storageLocation);
        }
        if (!snapshotLocations.isEmpty()) {
            spec.put("volumeSnapshotLocations", snapshotLocations);
        }
        if (snapshotVolumes != null) {
            spec.put("snapshotVolumes", snapshotVolumes);
        }
        // Every version of the server understands the old name of the field.
        if (defaultVolumesToRestic != null) {
            spec.put("defaultVolumesToRestic", defaultVolumesToRestic);
        }
        if (!orderedResources.isBlank()) {
            spec.put("orderedResources", orderedResources(orderedResources));
        }
        return spec;
    }

    /**
     * A sentence for each thing that is asked for and not done.
     *
     * @param spec of these flags or of a template
     */
    public List<String> withoutEffect(Map<String, Object> spec) {
        List<String> sentences =
                new ArrayList<>(UnsupportedRequests.ofBackup(KubernetesObject.of(Map.of("spec", spec))));
        if (!csiSnapshotTimeout.equals("0")) {
            sentences.removeIf(sentence -> sentence.startsWith("spec.csiSnapshotTimeout "));
            sentences.add("--csi-snapshot-timeout has no effect: no volume snapshot is made");
        }
        return sentences;
    }

    /** Throws when a location that the flags name does not exist. */
    public void requireLocations(VeleroObjects velero) {
        if (!storageLocation.isEmpty()) {
            velero.require(VeleroKind.BACKUP_STORAGE_LOCATION, storageLocation);
        }
        snapshotLocations.forEach(name -> velero.require(VeleroKind.VOLUME_SNAPSHOT_LOCATION, name));
    }

    private static Map<String, String> orderedResources(String text) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (String entry : text.split(";", -1)) {
            String[] parts = entry.strip().split("=", -1);
            if (parts.length != 2 || parts[0].isBlank()) {
                throw FlagChecks.wrong("Invalid OrderedResources '" + entry.strip() + "'.");
            }
            ordered.put(parts[0].strip(), parts[1].strip());
        }
        return ordered;
    }

    private static void putUnlessZero(Map<String, Object> spec, String field, Duration duration) {
        if (!duration.isZero()) {
            spec.put(field, GoDuration.format(duration));
        }
    }
}
