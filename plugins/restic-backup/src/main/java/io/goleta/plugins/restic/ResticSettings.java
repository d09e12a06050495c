package io.goleta.plugins.restic;

import io.goleta.spi.PluginConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What users can set in the ConfigMap of the data mover.
 *
 * @param lockWait how long to wait for a lock that a living process holds; restic lets a lock expire after 30 minutes
 *     without a sign of life, so a longer wait outlives every dead one
 * @param compression {@code auto}, {@code off} or {@code max}; empty for restic's default
 * @param readConcurrency files read at once; 0 for restic's default
 * @param limitUpload KiB per second; 0 for no limit
 * @param limitDownload KiB per second; 0 for no limit
 * @param sparse whether runs of zeros are restored as holes
 */
record ResticSettings(
        Duration lockWait,
        String compression,
        int readConcurrency,
        int limitUpload,
        int limitDownload,
        boolean sparse) {

    private static final Duration LONGER_THAN_A_STALE_LOCK = Duration.ofMinutes(35);
    private static final int MOST_READERS = 64;

    static ResticSettings of(PluginConfig config) {
        ResticSettings settings = new ResticSettings(
                config.duration("lockWait", LONGER_THAN_A_STALE_LOCK),
                config.value("compression", "", "auto, off or max", ResticSettings::compression),
                config.integer("readConcurrency", 0, 0, MOST_READERS),
                config.integer("limitUpload", 0, 0, Integer.MAX_VALUE),
                config.integer("limitDownload", 0, 0, Integer.MAX_VALUE),
                config.bool("sparse", true));
        config.verify();
        return settings;
    }

    private static String compression(String text) {
        if (!Set.of("auto", "off", "max").contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** Options that every command understands. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (!compression.isEmpty()) {
            options.add("--compression=" + compression);
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
