package io.goleta.plugins.restic.run;

import io.goleta.spi.PluginConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The settings in the ConfigMap of the data mover.
 *
 * @param lockWait how long to wait for a lock that a living process holds; restic lets a lock expire after 30 minutes
 *     without a sign of life, so a longer wait outlives every dead one
 * @param compression {@code auto}, {@code off} or {@code max}; empty for restic's default
 * @param readConcurrency files read at once; 0 for restic's default
 * @param packSize MiB of the files in the bucket; 0 for restic's default
 * @param limitUpload KiB per second; 0 for no limit
 * @param limitDownload KiB per second; 0 for no limit
 * @param sparse whether runs of zeros are restored as holes
 * @param cacheLimitMiB how large the cache may be; {@link #UNLIMITED}, or 0 for no cache at all
 * @param maxRepackSize how much one prune rewrites at most, as restic takes it; empty for as much as there is
 */
record ResticSettings(
        Duration lockWait,
        String compression,
        int readConcurrency,
        int packSize,
        int limitUpload,
        int limitDownload,
        boolean sparse,
        int cacheLimitMiB,
        String maxRepackSize) {

    static final int UNLIMITED = -1;

    private static final Duration LONGER_THAN_A_STALE_LOCK = Duration.ofMinutes(35);
    private static final int MOST_READERS = 64;
    private static final int LARGEST_PACK = 128;
    private static final int SMALLEST_PACK = 4;

    /** For invalid values the defaults; the config records the problems. */
    static ResticSettings read(PluginConfig config) {
        return new ResticSettings(
                config.duration("lockWait", LONGER_THAN_A_STALE_LOCK),
                config.value("compression", "", "auto, off or max", ResticSettings::compression),
                config.integer("readConcurrency", 0, 0, MOST_READERS),
                config.value(
                        "packSize",
                        0,
                        "0 or a number of MiB from " + SMALLEST_PACK + " to " + LARGEST_PACK,
                        ResticSettings::packSize),
                config.integer("limitUpload", 0, 0, Integer.MAX_VALUE),
                config.integer("limitDownload", 0, 0, Integer.MAX_VALUE),
                config.bool("sparse", true),
                config.integer("cacheLimitMiB", UNLIMITED, UNLIMITED, Integer.MAX_VALUE),
                config.value("maxRepackSize", "", "a size such as 500M or 20G", ResticSettings::size));
    }

    /**
     * @throws io.goleta.spi.error.GoletaException USER, naming every invalid value and unknown key
     */
    static ResticSettings of(PluginConfig config) {
        ResticSettings settings = read(config);
        config.verify();
        return settings;
    }

    private static String compression(String text) {
        return oneOf(Set.of("auto", "off", "max"), text);
    }

    private static String oneOf(Set<String> allowed, String text) {
        if (!allowed.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static int packSize(String text) {
        int size = Integer.parseInt(text);
        if (size != 0 && (size < SMALLEST_PACK || size > LARGEST_PACK)) {
            throw new IllegalArgumentException(text);
        }
        return size;
    }

    private static String size(String text) {
        if (!text.matches("\\d{1,9}[kKmMgGtT]?")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    boolean hasCache() {
        return cacheLimitMiB != 0;
    }

    /** Settings that this version of restic does not support, one sentence each; they are ignored. */
    List<String> unsupportedBy(ResticVersion version) {
        List<String> sentences = new ArrayList<>();
        if (readConcurrency > 0 && !version.hasReadConcurrency()) {
            sentences.add("readConcurrency is " + readConcurrency
                    + " but has no effect: it needs restic 0.15, and this is " + version);
        }
        return sentences;
    }

    /** Options that every command understands. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (!compression.isEmpty()) {
            options.add("--compression=" + compression);
        }
        if (packSize > 0) {
            options.add("--pack-size=" + packSize);
        }
        if (limitUpload > 0) {
            options.add("--limit-upload=" + limitUpload);
        }
        if (limitDownload > 0) {
            options.add("--limit-download=" + limitDownload);
        }
        return options;
    }
}
