package io.goleta.server.location;

/** Paths that people write with slashes at their ends, or without. */
public final class Slashes {
    private Slashes() {}

    /** The path without slashes at its beginning and end, in one pass: a prefix may be a million of them. */
    public static String trimmed(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }
}
