package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/**
 * The volume with the buckets of a filesystem store.
 *
 * @param address a path, {@code server:/export}, or the name of a claim
 */
public record BucketVolume(Kind kind, String address) {
    /** The mount path in server and agents. */
    public static final String FOLDER = "/buckets";

    static final String NAME = "buckets";

    /** What kind of volume it is. */
    public enum Kind {
        HOST_PATH,
        NFS,
        CLAIM
    }

    /**
     * Reads {@code hostPath:/srv/backups}, {@code nfs:server:/export} or {@code pvc:claim}.
     *
     * @throws GoletaException USER for anything else
     */
    public static BucketVolume parse(String text) {
        int colon = text.indexOf(':');
        String address = text.substring(colon + 1);
        boolean sound = switch (text.substring(0, Math.max(colon, 0))) {
            case "hostPath" -> address.startsWith("/");
            case "nfs" -> address.indexOf(":/") > 0;
            case "pvc" -> address.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
            default -> false;
        };
        if (!sound) {
            throw new GoletaException(
                    Fault.USER,
                    "--bucket-volume must be hostPath:/directory, nfs:server:/export or pvc:claim, not \"" + text
                            + "\"");
        }
        return new BucketVolume(
                switch (text.charAt(0)) {
                    case 'h' -> Kind.HOST_PATH;
                    case 'n' -> Kind.NFS;
                    default -> Kind.CLAIM;
                },
                address);
    }

    Volume volume() {
        VolumeBuilder volume = new VolumeBuilder().withName(NAME);
        return switch (kind) {
            // Type "Directory" does not create it: on a node without the share, pods must fail instead of using an
            // empty one.
            case HOST_PATH ->
                volume.withNewHostPath()
                        .withPath(address)
                        .withType("Directory")
                        .endHostPath()
                        .build();
            case NFS -> {
                int path = address.indexOf(":/") + 1;
                yield volume.withNewNfs()
                        .withServer(address.substring(0, path - 1))
                        .withPath(address.substring(path))
                        .endNfs()
                        .build();
            }
            case CLAIM -> volume.withNewPersistentVolumeClaim(address, false).build();
        };
    }
}
