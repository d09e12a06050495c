package io.goleta.cli.wait;

import io.goleta.cli.output.Bytes;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Set;

/** How far the volumes of a backup or restore have come, all together. */
public record VolumeProgress(int done, int total, long bytesDone, long bytesTotal) {
    private static final Set<String> ENDED = Set.of("Completed", "Failed", "Canceled");

    /** @param volumes PodVolumeBackups or PodVolumeRestores */
    public static VolumeProgress of(List<KubernetesObject> volumes) {
        int done = 0;
        long bytesDone = 0;
        long bytesTotal = 0;
        for (KubernetesObject volume : volumes) {
            String phase = volume.string("status", "phase").orElse("");
            done += ENDED.contains(phase) ? 1 : 0;
            bytesDone += bytes(volume, "bytesDone");
            bytesTotal += bytes(volume, "totalBytes");
        }
        return new VolumeProgress(done, volumes.size(), bytesDone, bytesTotal);
    }

    /** {@code , volumes 1/3 (20.0 MiB of 1.5 GiB)}; empty when there are none. */
    public String text() {
        if (total == 0) {
            return "";
        }
        return ", volumes " + done + "/" + total + " (" + Bytes.text(bytesDone) + " of " + Bytes.text(bytesTotal) + ")";
    }

    private static long bytes(KubernetesObject volume, String field) {
        return volume.get("status", "progress", field)
                .map(value -> value instanceof Number number ? number.longValue() : 0L)
                .orElse(0L);
    }
}
