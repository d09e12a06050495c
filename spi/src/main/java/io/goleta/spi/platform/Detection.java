package io.goleta.spi.platform;

/**
 * Why a cluster is taken for a platform.
 *
 * @param evidence what was seen, to be read after "because": {@code the API server offers security.openshift.io}
 */
public record Detection(Sureness sureness, String evidence) {

    /** How much evidence is worth, the weaker first. */
    public enum Sureness {
        /** Other platforms may look like it. */
        LIKELY,
        /** No other platform has that. */
        CERTAIN
    }

    /** Evidence that other platforms may give, too. */
    public static Detection likely(String evidence) {
        return new Detection(Sureness.LIKELY, evidence);
    }

    /** Evidence that no other platform gives. */
    public static Detection certain(String evidence) {
        return new Detection(Sureness.CERTAIN, evidence);
    }
}
