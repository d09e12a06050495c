package io.goleta.plugins.restic;

import io.goleta.spi.action.VolumeDecision.NotSelected;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The volumes of a pod that its owner wants backed up, whether or not that is possible.
 *
 * @param leftOut the others that hold data
 * @param warnings what was odd about the wish
 */
record ChosenVolumes(Set<String> names, List<NotSelected> leftOut, List<String> warnings) {
    static final String INCLUDED = "backup.velero.io/backup-volumes";
    static final String EXCLUDED = "backup.velero.io/backup-volumes-excludes";
    static final String HOST_PATHS = "backup.goleta.io/host-path-volumes";
    private static final Set<String> NOT_DATA = Set.of("secret", "configMap", "projected", "downwardAPI");

    /** Those that the pod's annotation lists. */
    static ChosenVolumes annotatedOn(KubernetesObject pod) {
        List<String> warnings = new ArrayList<>();
        Set<String> names = listed(pod, INCLUDED, warnings);
        names.addAll(listed(pod, HOST_PATHS, warnings));
        Set<String> excluded = listed(pod, EXCLUDED, warnings);
        List<NotSelected> leftOut = new ArrayList<>();
        dataOf(pod).forEach((name, volume) -> {
            if (!names.contains(name)) {
                leftOut.add(excluded.contains(name) ? excluded(name) : notListed(name, volume, INCLUDED));
            }
        });
        return new ChosenVolumes(names, leftOut, warnings);
    }

    /** All that hold data, except those that the pod's annotation lists. */
    static ChosenVolumes allOf(KubernetesObject pod) {
        List<String> warnings = new ArrayList<>();
        Set<String> excluded = listed(pod, EXCLUDED, warnings);
        Set<String> wantedOfHost = listed(pod, HOST_PATHS, warnings);
        Set<String> names = new LinkedHashSet<>();
        List<NotSelected> leftOut = new ArrayList<>();
        dataOf(pod).forEach((name, volume) -> {
            if (excluded.contains(name)) {
                leftOut.add(excluded(name));
            } else if (volume.containsKey("hostPath") && !wantedOfHost.contains(name)) {
                leftOut.add(notListed(name, volume, HOST_PATHS));
            } else {
                names.add(name);
            }
        });
        return new ChosenVolumes(names, leftOut, warnings);
    }

    private static NotSelected notListed(String name, Map<String, Object> volume, String annotation) {
        return volume.containsKey("hostPath")
                ? new NotSelected(
                        name,
                        "it is a hostPath volume, and annotation " + HOST_PATHS + " of the pod does not list it",
                        false)
                : new NotSelected(name, "annotation " + annotation + " of the pod does not list it", false);
    }

    /** Whether the pod's owner knows that a volume is a directory of the node, and wants it all the same. */
    static boolean isWantedOfHost(KubernetesObject pod, String volume) {
        return listed(pod, HOST_PATHS, new ArrayList<>()).contains(volume);
    }

    private static NotSelected excluded(String name) {
        return new NotSelected(name, "annotation " + EXCLUDED + " of the pod lists it", true);
    }

    /** Volumes by name, without those that the API server fills from objects, which are backed up themselves. */
    private static Map<String, Map<String, Object>> dataOf(KubernetesObject pod) {
        Map<String, Map<String, Object>> volumes = new LinkedHashMap<>();
        for (Map<String, Object> volume : pod.maps("spec", "volumes")) {
            String name = String.valueOf(volume.get("name"));
            if (NOT_DATA.stream().noneMatch(volume::containsKey) && !name.startsWith("default-token")) {
                volumes.put(name, volume);
            }
        }
        return volumes;
    }

    private static Set<String> listed(KubernetesObject pod, String annotation, List<String> warnings) {
        Set<String> names = new LinkedHashSet<>();
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
        return names;
    }
}
