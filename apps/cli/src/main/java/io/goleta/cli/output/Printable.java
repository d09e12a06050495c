package io.goleta.cli.output;

/** Replaces control characters in texts from the cluster, which could otherwise control the terminal. */
final class Printable {
    private Printable() {}

    /** Keeps tabs and line feeds. */
    static String text(String text) {
        return cleaned(text, true);
    }

    /** Keeps neither. */
    static String line(String text) {
        return cleaned(text, false);
    }

    private static String cleaned(String text, boolean keepLayout) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean layout = keepLayout && (c == '\t' || c == '\n');
            clean.append(Character.isISOControl(c) && !layout ? '?' : c);
        }
        return clean.toString();
    }
}
