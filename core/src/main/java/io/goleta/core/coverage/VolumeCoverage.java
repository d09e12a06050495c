package io.goleta.core.coverage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one persistent volume claim, or one volume of a pod that is none, is protected.
 *
 * @param kind {@code PersistentVolumeClaim} or {@code Pod}
 * @param name of the claim or the pod
 * @param volume its name in the pod; empty for a claim
 * @param backup the newest backup that holds it; without one, the backup that the reason is about; empty when there is none
 * @param time when the backup of the volume was over, as the API server writes times; empty when no backup holds it
 * @param reason why it is not protected, or what is odd about its protection; may be empty when it is protected
 */
public record VolumeCoverage(
        String namespace,
        String kind,
        String name,
        String volume,
        State state,
        String backup,
        String time,
        String reason) {

    /** In one word. */
    public enum State {
        /** A backup that can be restored holds it. */
        PROTECTED("protected"),
        /** It is newer than the latest backup of its namespace; the next one decides. */
        PENDING("pending"),
        /** Its owner wants no backup of it. */
        EXCLUDED("excluded"),
        /** It was to be backed up, and that failed. */
        FAILED("failed"),
        /** The latest backup of its namespace does not hold it. */
        LEFT_OUT("left-out"),
        /** No pod uses it, so no agent reaches its files. */
        NOT_MOUNTED("not-mounted"),
        /** There is no backup of its namespace. */
        NO_BACKUP("no-backup");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As users read it. */
        public String word() {
            return word;
        }

        /** Whether somebody should do something about it. */
        public boolean isTrouble() {
            return this != PROTECTED && this != PENDING && this != EXCLUDED;
        }
    }

    /** As JSON. */
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("namespace", namespace);
        content.put("kind", kind);
        content.put("name", name);
        putUnlessEmpty(content, "volume", volume);
        content.put("state", state.word());
        putUnlessEmpty(content, "backup", backup);
        putUnlessEmpty(content, "time", time);
        putUnlessEmpty(content, "reason", reason);
        return content;
    }

    private static void putUnlessEmpty(Map<String, Object> content, String key, String value) {
        if (!value.isEmpty()) {
            content.put(key, value);
        }
    }
}
