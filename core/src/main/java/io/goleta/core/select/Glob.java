package io.goleta.core.select;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern in the notation of Velero's lists: {@code *} and {@code ?} for any characters, also dots and slashes,
 * {@code [abc]}, {@code [a-z]}, {@code [!abc]}, {@code {pods,secrets}}, and {@code \} before a character meant literally.
 */
final class Glob {
    private final Pattern pattern;

    /**
     * @throws IllegalArgumentException with the reason
     */
    Glob(String text) {
        StringBuilder regex = new StringBuilder();
        Deque<Character> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '\\' -> {
                    if (++i == text.length()) {
                        throw new IllegalArgumentException("ends with \\");
                    }
                    regex.append(Pattern.quote(text.substring(i, i + 1)));
                }
                case '[' -> i = appendClass(text, i, regex);
                case '{' -> {
                    open.push(c);
                    regex.append("(?:");
                }
                case ',' -> regex.append(open.isEmpty() ? "," : "|");
                case '}' -> {
                    if (open.isEmpty()) {
                        throw new IllegalArgumentException("} without {");
                    }
                    open.pop();
                    regex.append(')');
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("{ without }");
        }
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether the text holds a character that is special in a pattern. */
    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    private static int appendClass(String text, int start, StringBuilder regex) {
        int end = text.indexOf(']', start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("[ without ]");
        }
        String members = text.substring(start + 1, end);
        boolean negated = members.startsWith("!");
        String listed = negated ? members.substring(1) : members;
        if (listed.isEmpty()) {
            throw new IllegalArgumentException("[] is empty");
        }
        String escaped = listed.replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
        try {
            Pattern.compile("[" + escaped + "]");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("[" + members + "] is not a valid character class", e);
        }
        regex.append(negated ? "[^" : "[").append(escaped).append(']');
        return end;
    }
}
