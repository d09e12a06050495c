package io.goleta.core.coverage;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The coverage of one persistent volume claim, or of one pod volume without a claim.
 *
 * @param kind {@code PersistentVolumeClaim} or {@code Pod}
 * @param name of the claim or the pod
 * @param volume its name in the pod; empty for a claim
 * @param backup the newest backup that contains it; otherwise the backup that the reason refers to; may be empty
 * @param time when the backup of the volume completed, as the API server writes times; empty when no backup contains it
 * @param reason why it is not protected, or a caveat about its protection; may be empty when it is protected
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

    /** The coverage in one word. */
    public enum State {
        /** A backup that can be restored contains it. */
        PROTECTED("protected"),
        /** It was created after the latest backup of its namespace started. */
        PENDING("pending"),
        /** Excluded by its owner. */
        EXCLUDED("excluded"),
        /** Its latest backup failed. */
        FAILED("failed"),
        /** The latest backup of its namespace does not contain it. */
        LEFT_OUT("left-out"),
        /** No pod mounts it, so no node agent can read its files. */
        NOT_MOUNTED("not-mounted"),
        /** There is no backup of its namespace. */
        NO_BACKUP("no-backup");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As printed. */
        public String word() {
            return word;
        }

        /** Whether the user should act on it. */
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
