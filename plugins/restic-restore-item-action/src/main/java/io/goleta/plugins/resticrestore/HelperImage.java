package io.goleta.plugins.resticrestore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that a waiting container runs.
 *
 * @param reference as in a pod: {@code registry.example.com:5000/velero/helper:v1}
 */
record HelperImage(String reference) {
    /** Names the default image; the installation sets it to Goleta's own image. */
    static final String VARIABLE = "GOLETA_HELPER_IMAGE";

    /** Velero's own helper waits for the same files, so it is the default where the variable is not set. */
    private static final String VELERO_HELPER = "velero/velero-restic-restore-helper:v1.9.7";

    /** The default image for a value of the environment variable. */
    static HelperImage standard(@Nullable String variable) {
        return new HelperImage(variable == null || variable.isBlank() ? VELERO_HELPER : variable.strip());
    }

    /**
     * The image that a user wrote, with this image's tag where it has none.
     *
     * @return empty for a value without any slash, which Velero ignores
     */
    Optional<HelperImage> completed(String written) {
        if (!written.contains("/")) {
            return Optional.empty();
        }
        return Optional.of(new HelperImage(isTagged(written) ? written : written + ":" + tag()));
    }

    private String tag() {
        String last = lastSegment(reference);
        return last.contains("@") || !last.contains(":") ? "latest" : last.substring(last.indexOf(':') + 1);
    }

    private static boolean isTagged(String image) {
        return lastSegment(image).contains(":");
    }

    /** Only here is a colon a tag or digest; before, it is the port of a registry. */
    private static String lastSegment(String image) {
        return image.substring(image.lastIndexOf('/') + 1);
    }
}
