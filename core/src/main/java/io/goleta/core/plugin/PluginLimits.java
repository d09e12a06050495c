package io.goleta.core.plugin;

import java.time.Duration;

/**
 * How long plugins may take. A call that gets no answer in time is given up: its thread is interrupted, and left alone if it does not
 * care. Time that a call spends in the host (reading the cluster, or content that it is to store) does not count, and transfers of data
 * movers have no limit at all.
 *
 * @param warning when the log tells that a call has no answer, and where its thread is
 * @param call for one call
 * @param check for the check of an object store, which others wait for
 * @param load for one file: its constructors and static initialisers
 */
public record PluginLimits(Duration warning, Duration call, Duration check, Duration load) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Ten minutes for a call. */
    public static final PluginLimits DEFAULT = ofCalls(Duration.ofMinutes(10));

    /** This long for a call, and the defaults for the rest. */
    public static PluginLimits ofCalls(Duration call) {
        Duration atMostAMinute = call.compareTo(MINUTE) < 0 ? call : MINUTE;
        return new PluginLimits(MINUTE, call, atMostAMinute, MINUTE);
    }
}
