package io.goleta.plugins.restic.run;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of restic, and the features that the oldest supported version lacks. */
record ResticVersion(int major, int minor) implements Comparable<ResticVersion> {
    static final ResticVersion OLDEST = new ResticVersion(0, 14);
    private static final Pattern REPORTED = Pattern.compile("restic (\\d{1,4})\\.(\\d{1,4})");

    /** Reads what {@code restic version} prints: {@code restic 0.14.0 compiled with go1.19.8 on linux/amd64}. */
    static Optional<ResticVersion> parse(String line) {
        Matcher reported = REPORTED.matcher(line);
        return reported.lookingAt()
                ? Optional.of(
                        new ResticVersion(Integer.parseInt(reported.group(1)), Integer.parseInt(reported.group(2))))
                : Optional.empty();
    }

    /** {@code restore --sparse}. */
    boolean hasSparseRestore() {
        return isAtLeast(15);
    }

    /** {@code backup --read-concurrency}. */
    boolean hasReadConcurrency() {
        return isAtLeast(15);
    }

    /** {@code restore --json} with progress. */
    boolean hasRestoreProgress() {
        return isAtLeast(16);
    }

    /** {@code restore} compares files with those that are there, and replaces links of all kinds. */
    boolean overwritesWell() {
        return isAtLeast(17);
    }

    private boolean isAtLeast(int otherMinor) {
        return compareTo(new ResticVersion(0, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ResticVersion other) {
        return Comparator.comparingInt(ResticVersion::major)
                .thenComparingInt(ResticVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
