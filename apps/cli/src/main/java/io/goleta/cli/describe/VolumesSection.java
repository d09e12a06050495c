package io.goleta.cli.describe;

import io.goleta.cli.output.TabbedText;
import io.goleta.spi.item.KubernetesObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The PodVolumeBackups or PodVolumeRestores of a run, by phase. */
public final class VolumesSection {
    private static final String PHASE_OF_ABSENT = "New";

    private VolumesSection() {}

    /**
     * Adds the volumes, if there are any.
     *
     * @param title {@code Restic Backups}
     * @param volumes PodVolumeBackups or PodVolumeRestores
     */
    public static void describe(String title, List<KubernetesObject> volumes, boolean details, TabbedText text) {
        if (volumes.isEmpty()) {
            return;
        }
        text.blank().line(details ? title + ":" : title + " (specify --details for more information):");
        titles(volumes).forEach((phase, phaseTitle) -> {
            List<KubernetesObject> inPhase = volumes.stream()
                    .filter(volume -> phase(volume).equals(phase))
                    .toList();
            if (!inPhase.isEmpty()) {
                if (details) {
                    text.line("\t" + phaseTitle + ":");
                    byPod(inPhase).forEach((pod, names) -> text.line("\t\t" + pod + ": " + String.join(", ", names)));
                    messages(inPhase, text);
                } else {
                    text.line("\t" + phaseTitle + ":\t" + inPhase.size());
                }
            }
        });
    }

    private static Map<String, List<String>> byPod(List<KubernetesObject> volumes) {
        Map<String, List<String>> pods = new TreeMap<>();
        for (KubernetesObject volume : volumes) {
            pods.computeIfAbsent(pod(volume), key -> new ArrayList<>()).add(name(volume) + progress(volume));
        }
        pods.values().forEach(names -> names.sort(null));
        return pods;
    }

    private static void messages(List<KubernetesObject> volumes, TabbedText text) {
        for (KubernetesObject volume : volumes) {
            volume.string("status", "message")
                    .filter(message -> !message.isEmpty())
                    .ifPresent(message -> text.line("\t\t\t" + pod(volume) + " " + name(volume) + ": " + message));
        }
    }

    private static String pod(KubernetesObject volume) {
        return volume.string("spec", "pod", "namespace").orElse("") + "/"
                + volume.string("spec", "pod", "name").orElse("");
    }

    private static String name(KubernetesObject volume) {
        return volume.string("spec", "volume").orElse("");
    }

    private static String progress(KubernetesObject volume) {
        long done = bytes(volume, "bytesDone");
        long total = bytes(volume, "totalBytes");
        if (!phase(volume).equals("InProgress") || total == 0) {
            return "";
        }
        return " ("
                + BigDecimal.valueOf(done * 100)
                        .divide(BigDecimal.valueOf(total), 2, RoundingMode.HALF_UP)
                        .toPlainString()
                + "%)";
    }

    private static long bytes(KubernetesObject volume, String field) {
        return volume.get("status", "progress", field)
                .map(value -> value instanceof Number number ? number.longValue() : 0L)
                .orElse(0L);
    }

    private static String phase(KubernetesObject volume) {
        return volume.string("status", "phase")
                .filter(phase -> !phase.isEmpty())
                .orElse(PHASE_OF_ABSENT);
    }

    /** The phases in the order of a description; those of other versions under their own names. */
    private static Map<String, String> titles(List<KubernetesObject> volumes) {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("Completed", "Completed");
        titles.put("Failed", "Failed");
        titles.put("InProgress", "In Progress");
        titles.put(PHASE_OF_ABSENT, "New");
        volumes.stream().map(VolumesSection::phase).sorted().forEach(phase -> titles.putIfAbsent(phase, phase));
        return titles;
    }
}
