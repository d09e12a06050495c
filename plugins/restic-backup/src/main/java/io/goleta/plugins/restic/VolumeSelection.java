package io.goleta.plugins.restic;

import io.goleta.spi.action.VolumeDecision.NotSelected;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The volumes of a pod that its owner wants backed up, whether or not that is possible.
 *
 * @param leftOut the others that hold files
 * @param warnings what was odd about the wish
 */
record VolumeSelection(Set<String> names, List<NotSelected> leftOut, List<String> warnings) {
    static final String INCLUDED = "backup.velero.io/backup-volumes";
    static final String EXCLUDED = "backup.velero.io/backup-volumes-excludes";
    static final String HOST_PATHS = "backup.goleta.io/host-path-volumes";

    /** Those that the pod's annotation lists. */
    static VolumeSelection annotatedOn(KubernetesObject pod) {
        List<String> warnings = new ArrayList<>();
        Set<String> names = listed(pod, INCLUDED, warnings);
        names.addAll(listed(pod, HOST_PATHS, warnings));
        Set<String> excluded = listed(pod, EXCLUDED, warnings);
        List<NotSelected> leftOut = new ArrayList<>();
        withFiles(pod).forEach(volume -> {
            if (!names.contains(volume.name())) {
                leftOut.add(excluded.contains(volume.name()) ? excluded(volume.name()) : notListed(volume, INCLUDED));
            }
        });
        return new VolumeSelection(names, leftOut, warnings);
    }

    /** All that hold files, except those that the pod's annotation lists. */
    static VolumeSelection allOf(KubernetesObject pod) {
        List<String> warnings = new ArrayList<>();
        Set<String> excluded = listed(pod, EXCLUDED, warnings);
        Set<String> wantedOfHost = listed(pod, HOST_PATHS, warnings);
        Set<String> names = new LinkedHashSet<>();
        List<NotSelected> leftOut = new ArrayList<>();
        withFiles(pod).forEach(volume -> {
            if (excluded.contains(volume.name())) {
                leftOut.add(excluded(volume.name()));
            } else if (volume.isOfKind("hostPath") && !wantedOfHost.contains(volume.name())) {
                leftOut.add(notListed(volume, HOST_PATHS));
            } else {
                names.add(volume.name());
            }
        });
        return new VolumeSelection(names, leftOut, warnings);
    }

    private static NotSelected notListed(PodVolume volume, String annotation) {
        return volume.isOfKind("hostPath")
                ? new NotSelected(
                        volume.name(),
                        "it is a hostPath volume, and annotation " + HOST_PATHS + " of the pod does not list it",
                        false)
                : new NotSelected(volume.name(), "annotation " + annotation + " of the pod does not list it", false);
    }

    /** Whether the pod's owner knows that a volume is a directory of the node, and wants it all the same. */
    static boolean isWantedOfHost(KubernetesObject pod, String volume) {
        return listed(pod, HOST_PATHS, new ArrayList<>()).contains(volume);
    }

    private static NotSelected excluded(String name) {
        return new NotSelected(name, "annotation " + EXCLUDED + " of the pod lists it", true);
    }

    /** Volumes that hold files; what the others are filled from is in the backup. */
    private static List<PodVolume> withFiles(KubernetesObject pod) {
        return new Pod(pod).volumes().stream().filter(PodVolume::holdsFiles).toList();
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
