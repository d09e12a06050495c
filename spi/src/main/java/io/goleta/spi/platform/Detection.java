package io.goleta.spi.platform;

/**
 * The result of a positive detection.
 *
 * @param evidence what was found, a clause without full stop: {@code the API server offers security.openshift.io}
 */
public record Detection(Confidence confidence, String evidence) {

    /** How conclusive the evidence is, the weaker first. */
    public enum Confidence {
        /** Other platforms may show the same evidence. */
        LIKELY,
        /** No other platform shows this evidence. */
        CERTAIN
    }

    /** A detection by evidence that other platforms may show as well. */
    public static Detection likely(String evidence) {
        return new Detection(Confidence.LIKELY, evidence);
    }

    /** A detection by evidence that no other platform shows. */
    public static Detection certain(String evidence) {
        return new Detection(Confidence.CERTAIN, evidence);
    }
}
