package io.goleta.cli.flag;

import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelection;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validation of flags. All methods throw a {@link GoletaException} (USER) for invalid values. */
public final class FlagChecks {
    private static final int LONGEST_NAME = 253;
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private FlagChecks() {}

    /** A valid name of an object. */
    public static String name(String noun, String name) {
        if (!SUBDOMAIN.matcher(name).matches()) {
            throw wrong(noun + " name \"" + name
                    + "\" is invalid: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                    + " '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com')");
        }
        if (name.length() > LONGEST_NAME) {
            throw wrong(noun + " name \"" + name + "\" is invalid: must be no more than 253 characters");
        }
        return name;
    }

    /** Include and exclude lists without contradictions. */
    public static void includesExcludes(String noun, List<String> includes, List<String> excludes) {
        if (includes.size() > 1 && includes.contains("*")) {
            throw wrong(
                    "invalid " + noun + " lists: the include list must either contain '*' only, or a list of items");
        }
        if (excludes.contains("*")) {
            throw wrong("invalid " + noun + " lists: the exclude list cannot contain '*'");
        }
        includes.stream().filter(excludes::contains).findFirst().ifPresent(both -> {
            throw wrong("invalid " + noun + " lists: " + both + " is both included and excluded");
        });
    }

    /** Valid names and patterns of namespaces. */
    public static void namespaces(List<String> includes, List<String> excludes) {
        IncludesExcludes.namespaceProblems(includes, excludes).stream()
                .findFirst()
                .ifPresent(problem -> {
                    throw wrong("invalid namespace lists: " + problem);
                });
    }

    /** A label selector in kubectl's notation, in the JSON form of the API. */
    public static Map<String, Object> selector(String flag, String text) {
        try {
            return LabelSelection.parse(text).toApi();
        } catch (GoletaException e) {
            throw new GoletaException(Fault.USER, "invalid argument for " + flag + ": " + e.getMessage(), e);
        }
    }

    /** A user error with this message. */
    public static GoletaException wrong(String message) {
        return new GoletaException(Fault.USER, message);
    }
}
