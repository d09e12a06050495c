package io.goleta.core.podvolume;

import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a ResticRepository object tells which data mover it is of. Those of restic carry Velero's labels and no other. Those of
 * another data mover carry its name, {@code example.com/copy: DataMover}, as the ConfigMap with its settings does; without
 * Velero's labels, because a Velero that works for the same namespace must not take them for its own.
 */
public final class RepositoryLabels {
    private static final String KIND = "DataMover";

    private RepositoryLabels() {}

    /** The name of the data mover whose repository has these labels. */
    public static String dataMover(@Nullable Map<String, String> labels) {
        return Objects.requireNonNullElse(labels, Map.<String, String>of()).entrySet().stream()
                .filter(label -> label.getValue().equals(KIND))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(UploaderType.RESTIC);
    }

    /** The labels of a repository. */
    static Map<String, String> of(String dataMover, String volumeNamespace, String location) {
        return dataMover.equals(UploaderType.RESTIC)
                ? Map.of(
                        VeleroApi.VOLUME_NAMESPACE, VeleroApi.labelValue(volumeNamespace),
                        VeleroApi.STORAGE_LOCATION, VeleroApi.labelValue(location))
                : Map.of(dataMover, KIND);
    }
}
