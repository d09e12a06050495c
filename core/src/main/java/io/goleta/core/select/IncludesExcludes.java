package io.goleta.core.select;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Included and excluded names, as in {@code spec.includedNamespaces} and {@code spec.excludedNamespaces}. A name is included
 * when no exclude matches it, and either there are no includes or one of them matches. Items may be patterns:
 * {@code *}, {@code ?}, {@code [abc]}, {@code {a,b}}. Immutable.
 */
public final class IncludesExcludes {
    private static final String EVERYTHING = "*";

    private final List<String> includes;
    private final List<String> excludes;
    private final Matcher included;
    private final Matcher excluded;

    /** Accepts lists that {@link #problems} reports; a malformed pattern matches nothing. */
    public IncludesExcludes(List<String> includes, List<String> excludes) {
        this.includes = List.copyOf(includes);
        this.excludes = List.copyOf(excludes);
        this.included = new Matcher(includes);
        this.excluded = new Matcher(excludes);
    }

    /** The includes as given. */
    public List<String> includes() {
        return includes;
    }

    /** The excludes as given. */
    public List<String> excludes() {
        return excludes;
    }

    /** Whether the name is included. */
    public boolean includes(String name) {
        return !excluded.matches(name) && (includes.isEmpty() || included.matches(name));
    }

    /** Whether the name is excluded, rather than only not included. */
    public boolean isExcluded(String name) {
        return excluded.matches(name);
    }

    /** Whether every name is included. */
    public boolean includesEverything() {
        return excludes.isEmpty() && (includes.isEmpty() || includes.equals(List.of(EVERYTHING)));
    }

    /** Whether the includes are names without patterns, so that only these names can be included. */
    public boolean isListOfNames() {
        return !includes.isEmpty() && includes.stream().noneMatch(Glob::isPattern);
    }

    /** A copy with every item except {@code *} replaced; for example short names of resources by full names. */
    public IncludesExcludes map(UnaryOperator<String> item) {
        UnaryOperator<String> each = text -> text.equals(EVERYTHING) ? text : item.apply(text);
        return new IncludesExcludes(
                includes.stream().map(each).toList(),
                excludes.stream().map(each).toList());
    }

    /** The problems of the lists, in Velero's words; empty when they are valid. */
    public static List<String> problems(List<String> includes, List<String> excludes) {
        List<String> problems = new ArrayList<>();
        Set<String> included = new LinkedHashSet<>(includes);
        if (included.size() > 1 && included.contains(EVERYTHING)) {
            problems.add("includes list must either contain '*' only, or a non-empty list of items");
        }
        Set<String> excluded = new LinkedHashSet<>(excludes);
        if (excluded.contains(EVERYTHING)) {
            problems.add("excludes list cannot contain '*'");
        }
        excluded.stream()
                .filter(included::contains)
                .map(item -> "excludes list cannot contain an item in the includes list: " + item)
                .forEach(problems::add);
        malformed(included, excluded)
                .forEach((pattern, why) -> problems.add("invalid pattern \"" + pattern + "\": " + why));
        return List.copyOf(problems);
    }

    /** The same for the namespaces of a backup, whose items must also be valid names of namespaces. */
    public static List<String> namespaceProblems(List<String> includes, List<String> excludes) {
        List<String> problems = new ArrayList<>(problems(includes, excludes));
        Set<String> all = new LinkedHashSet<>(includes);
        all.addAll(excludes);
        for (String namespace : all) {
            // A wildcard may stand for any valid character; sets and alternatives were validated as patterns.
            String name = namespace.replace('*', 'x').replace('?', 'x');
            if (!namespace.isEmpty() && !Glob.isPattern(name)) {
                ObjectNames.labelProblems(name).stream()
                        .map(problem -> "invalid namespace \"" + namespace + "\": " + problem)
                        .forEach(problems::add);
            }
        }
        return List.copyOf(problems);
    }

    private static Map<String, String> malformed(Set<String> includes, Set<String> excludes) {
        Map<String, String> reasons = new TreeMap<>();
        Set<String> all = new LinkedHashSet<>(includes);
        all.addAll(excludes);
        for (String text : all) {
            try {
                new Glob(text);
            } catch (IllegalArgumentException e) {
                reasons.put(text, String.valueOf(e.getMessage()));
            }
        }
        return reasons;
    }

    /** {@code shop, team-* except team-red}. */
    @Override
    public String toString() {
        String taken = includes.isEmpty() ? EVERYTHING : String.join(", ", includes);
        return excludes.isEmpty() ? taken : taken + " except " + String.join(", ", excludes);
    }

    /** Names are looked up in a set, patterns are tried in order. */
    private static final class Matcher {
        private final Set<String> names = new LinkedHashSet<>();
        private final List<Glob> patterns = new ArrayList<>();

        Matcher(List<String> items) {
            for (String item : items) {
                if (!Glob.isPattern(item)) {
                    names.add(item);
                    continue;
                }
                try {
                    patterns.add(new Glob(item));
                } catch (IllegalArgumentException e) {
                    // reported by problems()
                }
            }
        }

        boolean matches(String name) {
            return names.contains(name) || patterns.stream().anyMatch(pattern -> pattern.matches(name));
        }
    }
}
