package io.goleta.core.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of Velero's API: group, labels, annotations. */
public final class VeleroApi {
    public static final String GROUP = "velero.io";
    public static final String VERSION = "v1";
    public static final String API_VERSION = GROUP + "/" + VERSION;

    public static final String BACKUP_NAME = "velero.io/backup-name";
    public static final String BACKUP_UID = "velero.io/backup-uid";
    public static final String RESTORE_NAME = "velero.io/restore-name";
    public static final String RESTORE_UID = "velero.io/restore-uid";
    public static final String SCHEDULE_NAME = "velero.io/schedule-name";
    public static final String STORAGE_LOCATION = "velero.io/storage-location";
    public static final String VOLUME_NAMESPACE = "velero.io/volume-namespace";
    public static final String POD_UID = "velero.io/pod-uid";
    public static final String PVC_UID = "velero.io/pvc-uid";
    public static final String PVC_NAME = "velero.io/pvc-name";
    public static final String POD_VOLUME_TIMEOUT = "velero.io/pod-volume-timeout";
    public static final String EXCLUDE_FROM_BACKUP = "velero.io/exclude-from-backup";
    public static final String PLUGIN_CONFIG = "velero.io/plugin-config";
    public static final String SOURCE_CLUSTER_VERSION = "velero.io/source-cluster-k8s-gitversion";
    public static final String SOURCE_CLUSTER_MAJOR = "velero.io/source-cluster-k8s-major-version";
    public static final String SOURCE_CLUSTER_MINOR = "velero.io/source-cluster-k8s-minor-version";
    /** Of a ResticRepository: asks its controller to look at it again; taken off when that was done. */
    public static final String CHECK_REQUESTED = "goleta.io/check-requested";
    /** Of a PodVolumeBackup: the same for all backups of what stays one volume to its user, whatever pod it is in. */
    public static final String VOLUME_LINEAGE = "goleta.io/volume-lineage";
    /** Of a PodVolumeBackup: what the pod is a replica of, or its claim's name; for people. */
    public static final String VOLUME_OWNER = "goleta.io/volume-owner";
    /** Of a PodVolumeBackup: a digest of the images that the pod ran, so that it is known when others filled the volume. */
    public static final String POD_IMAGES = "goleta.io/pod-images";
    /** Of a PodVolumeBackup: the directory of the node that the volume is. */
    public static final String HOST_PATH = "goleta.io/host-path";
    /** Of a PodVolumeBackup: owner, mode, time and attributes of the volume's own folder, in JSON. */
    public static final String VOLUME_FOLDER = "goleta.io/volume-folder";
    /** Of a ResticRepository: what to do with it, see {@code RepositoryRequest}; taken off when it was done. */
    public static final String OPERATION_REQUESTED = "goleta.io/operation-requested";
    /** Of a ResticRepository: what came of the last request, see {@code RepositoryAnswer}. */
    public static final String OPERATION = "goleta.io/operation";
    /** Of a ResticRepository: when a check of its data last came to a result. */
    public static final String LAST_CHECK_TIME = "goleta.io/last-check-time";
    /** Of a ResticRepository: {@code Passed} or {@code Failed}. */
    public static final String LAST_CHECK_RESULT = "goleta.io/last-check-result";
    /** Of a ResticRepository: how often to check it, a duration as Go writes it; zero for never. */
    public static final String CHECK_FREQUENCY = "goleta.io/check-frequency";
    /** Of a ResticRepository: how many percent of its data a check reads, 0 to 100. */
    public static final String CHECK_READ_DATA_PERCENT = "goleta.io/check-read-data-percent";

    /** Of a ServerStatusRequest: asks what plugins can be told; empty, or a ConfigMap in JSON that is to be judged. */
    public static final String PLUGIN_CONFIG_QUESTION = "goleta.io/plugin-config-question";
    /** Of a ServerStatusRequest: the answer, in JSON. */
    public static final String PLUGIN_CONFIG_ANSWER = "goleta.io/plugin-config-answer";

    /** The message of a PodVolumeBackup without a snapshot; every other message of a completed one is a warning. */
    public static final String EMPTY_VOLUME = "volume was empty so no snapshot was taken";

    public static final String ORIGINAL_PV_NAME = "velero.io/original-pv-name";

    private static final int LONGEST_LABEL = 63;
    private static final int DIGEST_LENGTH = 6;

    private VeleroApi() {}

    /**
     * A name as a label value: one of more than 63 characters keeps its first 57, followed by 6 hex digits of its SHA-256, as
     * Velero does it. Used in labels and in selectors alike.
     */
    public static String labelValue(String name) {
        if (name.length() <= LONGEST_LABEL) {
            return name;
        }
        return name.substring(0, LONGEST_LABEL - DIGEST_LENGTH) + sha256(name).substring(0, DIGEST_LENGTH);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
