package io.goleta.plugins.gcp;

import java.util.regex.Pattern;

/** Resource names of Cloud KMS keys. */
final class KmsKeyName {
    static final String ALLOWED = "the name of a Cloud KMS key, projects/P/locations/L/keyRings/R/cryptoKeys/K";

    private static final Pattern NAME =
            Pattern.compile("projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+");

    private KmsKeyName() {}

    /**
     * @throws IllegalArgumentException when it is invalid
     */
    static String parse(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
