package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The name of an object, in the order of its bytes.
 *
 * @see <a href="https://cloud.google.com/storage/docs/objects#naming">Requirements for names</a>
 */
record ObjectName(String text) implements Comparable<ObjectName> {
    private static final int LONGEST = 1024;

    /** Refuses what is no name. */
    static ObjectName checked(String text) {
        if (text.isEmpty()) {
            throw GcsError.required("name");
        }
        if (text.getBytes(UTF_8).length > LONGEST) {
            throw GcsError.invalid("The specified object name is not valid: it is longer than 1024 bytes.");
        }
        boolean wellKnown = text.startsWith(".well-known/acme-challenge/");
        if (text.equals(".") || text.equals("..") || wellKnown || text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw GcsError.invalid("Invalid object name: '" + text + "'");
        }
        return new ObjectName(text);
    }

    @Override
    public int compareTo(ObjectName other) {
        return Arrays.compareUnsigned(text.getBytes(UTF_8), other.text.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return text;
    }
}
