package io.goleta.server.control;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroObject;
import io.goleta.spi.GoDuration;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a backup or restore waits for its volumes: its own annotation, else the server's setting. */
final class PodVolumeTimeout {
    private static final Logger LOGGER = LoggerFactory.getLogger(PodVolumeTimeout.class);

    private PodVolumeTimeout() {}

    static Duration of(VeleroObject<?, ?> run, Duration otherwise) {
        String wanted = run.annotations().get(VeleroApi.POD_VOLUME_TIMEOUT);
        if (wanted == null) {
            return otherwise;
        }
        try {
            return GoDuration.parse(wanted);
        } catch (IllegalArgumentException e) {
            LOGGER.warn(
                    "{}: annotation {}: {}; {} is used",
                    run,
                    VeleroApi.POD_VOLUME_TIMEOUT,
                    e.getMessage(),
                    GoDuration.format(otherwise));
            return otherwise;
        }
    }
}
