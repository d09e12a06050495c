package io.goleta.plugins.resticrestore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that a waiting container runs.
 *
 * @param reference as in a pod: {@code registry.example.com:5000/velero/helper:v1}
 */
record HelperImage(String reference) {
    /** Names the image to use unless the ConfigMap names one: whoever installs Goleta sets it to Goleta's own image. */
    static final String VARIABLE = "GOLETA_HELPER_IMAGE";

    /** Velero's own helper waits for the same files, so it does where nobody says which image is Goleta's. */
    private static final String VELERO_HELPER = "velero/velero-restic-restore-helper:v1.9.7";

    /** The default, given what the environment says. */
    static HelperImage standard(@Nullable String variable) {
        return new HelperImage(variable == null || variable.isBlank() ? VELERO_HELPER : variable.strip());
    }

    /**
     * What a user wrote, completed with this image's tag where it has none.
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
