package io.goleta.sandbox;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes' order of version names, preferred first: v10, v2, v1, v2beta1, v1alpha3, then others by the alphabet. */
final class VersionOrder implements Comparator<String> {

    private static final Pattern KUBE_LIKE = Pattern.compile("v(\\d+)(?:(alpha|beta)(\\d+))?");

    @Override
    public int compare(String left, String right) {
        Matcher a = KUBE_LIKE.matcher(left);
        Matcher b = KUBE_LIKE.matcher(right);
        if (!a.matches() || !b.matches()) {
            return a.matches() ? -1 : b.matches() ? 1 : left.compareTo(right);
        }
        int byStability = Integer.compare(stability(b.group(2)), stability(a.group(2)));
        if (byStability != 0) {
            return byStability;
        }
        int byMajor = Integer.compare(Integer.parseInt(b.group(1)), Integer.parseInt(a.group(1)));
        return byMajor != 0 || a.group(3) == null
                ? byMajor
                : Integer.compare(Integer.parseInt(b.group(3)), Integer.parseInt(a.group(3)));
    }

    private static int stability(@org.jspecify.annotations.Nullable String stage) {
        return stage == null ? 2 : stage.equals("beta") ? 1 : 0;
    }
}
