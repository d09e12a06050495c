package io.goleta.core.itemaction;

import java.util.regex.Pattern;

/**
 * The token secrets that clusters before Kubernetes 1.24 make for every service account. They are worth nothing in a new cluster, which
 * makes its own.
 */
final class GeneratedToken {
    /** The letters of names that Kubernetes generates. */
    private static final Pattern SUFFIX = Pattern.compile("[bcdfghjklmnpqrstvwxz2456789]{5}");

    private GeneratedToken() {}

    /** Whether a secret of this name was generated for the account, rather than named by a user. */
    static boolean isNamed(String secret, String account) {
        String prefix = account + "-token-";
        return secret.startsWith(prefix)
                && SUFFIX.matcher(secret.substring(prefix.length())).matches();
    }
}
