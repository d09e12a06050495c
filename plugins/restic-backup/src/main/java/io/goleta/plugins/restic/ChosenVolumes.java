package io.goleta.plugins.restic;

import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The volumes of a pod that its owner wants backed up, whether or not that is possible.
 *
 * @param warnings what was odd about the wish
 */
record ChosenVolumes(Set<String> names, List<String> warnings) {
    static final String INCLUDED = "backup.velero.io/backup-volumes";
    static final String EXCLUDED = "backup.velero.io/backup-volumes-excludes";
    private static final Set<String> NOT_DATA = Set.of("hostPath", "secret", "configMap", "projected", "downwardAPI");

    /** Those that the pod's annotation lists. */
    static ChosenVolumes annotatedOn(KubernetesObject pod) {
        return listed(pod, INCLUDED);
    }

    /** All that hold data, except those that the pod's annotation lists. */
    static ChosenVolumes allOf(KubernetesObject pod) {
        ChosenVolumes excluded = listed(pod, EXCLUDED);
        Set<String> names = new LinkedHashSet<>();
        for (Map<String, Object> volume : pod.maps("spec", "volumes")) {
            String name = String.valueOf(volume.get("name"));
            if (NOT_DATA.stream().noneMatch(volume::containsKey)
                    && !name.startsWith("default-token")
                    && !excluded.names().contains(name)) {
                names.add(name);
            }
        }
        return new ChosenVolumes(names, excluded.warnings());
    }

    private static ChosenVolumes listed(KubernetesObject pod, String annotation) {
        Set<String> names = new LinkedHashSet<>();
        List<String> warnings = new ArrayList<>();
        for (String part : pod.annotations().getOrDefault(annotation, "").split(",", -1)) {
            String name = part.strip();
            if (!name.equals(part) && !name.isEmpty()) {
                warnings.add("Annotation " + annotation + " of pod " + pod.namespace() + "/" + pod.name()
                        + " has white space around \"" + name
                        + "\", which is ignored here; Velero would not find the volume");
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new ChosenVolumes(names, warnings);
    }
}
