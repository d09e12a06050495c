package io.goleta.cli.wait;

import io.goleta.spi.item.KubernetesObject;

/** The phase of a run and its progress in items. */
public final class ItemProgress {
    private ItemProgress() {}

    /** {@code InProgress: items 120/450}. */
    public static String text(KubernetesObject run, String doneField) {
        String phase = run.string("status", "phase").orElse("New");
        String total = run.get("status", "progress", "totalItems")
                .map(Object::toString)
                .orElse("?");
        String done =
                run.get("status", "progress", doneField).map(Object::toString).orElse("0");
        return phase + ": items " + done + "/" + total;
    }
}
