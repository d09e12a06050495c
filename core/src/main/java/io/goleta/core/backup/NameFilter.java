package io.goleta.core.backup;

import java.util.List;

/** Temporary. */
record NameFilter(List<String> includes, List<String> excludes) {
    boolean includes(String name) {
        return excludes.stream().noneMatch(pattern -> matches(pattern, name))
                && (includes.isEmpty() || includes.stream().anyMatch(pattern -> matches(pattern, name)));
    }

    boolean isEverything() {
        return excludes.isEmpty() && includesAll();
    }

    boolean includesAll() {
        return includes.isEmpty() || includes.contains("*");
    }

    List<String> plainIncludes() {
        return includes.stream().filter(name -> !isPattern(name)).toList();
    }

    boolean hasPatterns() {
        return includes.stream().anyMatch(NameFilter::isPattern);
    }

    private static boolean isPattern(String name) {
        return name.contains("*");
    }

    private static boolean matches(String pattern, String name) {
        return name.matches(pattern.replace(".", "\\.").replace("*", ".*"));
    }
}
