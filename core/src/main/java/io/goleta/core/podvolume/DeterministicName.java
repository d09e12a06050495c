package io.goleta.core.podvolume;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names that follow from what they are for, so that a run that is executed again finds its own objects. */
final class DeterministicName {
    private static final int LENGTH = 16;
    private static final int LONGEST_PREFIX = 200;

    private DeterministicName() {}

    /** {@code prefix-<16 hex digits>}; the prefix is shortened where the name would not be a valid one. */
    static String of(String prefix, String... inputs) {
        String start = prefix.length() <= LONGEST_PREFIX ? prefix : prefix.substring(0, LONGEST_PREFIX);
        while (start.endsWith(".") || start.endsWith("-")) {
            start = start.substring(0, start.length() - 1);
        }
        return start + "-" + hex(String.join("/", inputs)).substring(0, LENGTH);
    }

    /** The inputs in 32 hex digits, which fit into a label. */
    static String digest(List<String> inputs) {
        return hex(String.join("\n", inputs)).substring(0, 2 * LENGTH);
    }

    private static String hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
