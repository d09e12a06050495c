package io.goleta.core.select;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Validation of object names, with the messages of Kubernetes. */
public final class ObjectNames {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
    private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;

    private ObjectNames() {}

    /** The problems of a name of a namespace; empty when it is valid. */
    public static List<String> labelProblems(String name) {
        List<String> problems = new ArrayList<>();
        if (name.length() > LONGEST_LABEL) {
            problems.add("must be no more than " + LONGEST_LABEL + " characters");
        }
        if (!LABEL_PATTERN.matcher(name).matches()) {
            problems.add(
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                            + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                            + " validation is '" + LABEL + "')");
        }
        return List.copyOf(problems);
    }

    /** The problems of a name of a backup, a restore or most other objects; empty when it is valid. */
    public static List<String> subdomainProblems(String name) {
        List<String> problems = new ArrayList<>();
        if (name.length() > LONGEST_SUBDOMAIN) {
            problems.add("must be no more than " + LONGEST_SUBDOMAIN + " characters");
        }
        if (!SUBDOMAIN_PATTERN.matcher(name).matches()) {
            problems.add(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and"
                            + " must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation"
                            + " is '" + SUBDOMAIN + "')");
        }
        return List.copyOf(problems);
    }
}
