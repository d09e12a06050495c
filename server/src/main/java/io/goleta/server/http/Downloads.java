package io.goleta.server.http;

import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Files of backups and restores that somebody may fetch for a while, for object stores that cannot sign URLs. Whoever knows
 * the token may read the file. Thread-safe.
 */
public final class Downloads {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();

    public Downloads(Clock clock) {
        this.clock = clock;
    }

    private record Offer(Supplier<Optional<InputStream>> file, Instant until) {}

    /** Offers a file; returns the token, which is good for {@code validity}. */
    public String offer(Supplier<Optional<InputStream>> file, Duration validity) {
        Instant now = clock.instant();
        offers.values().removeIf(offer -> offer.until().isBefore(now));
        byte[] token = new byte[32];
        random.nextBytes(token);
        String text = HexFormat.of().formatHex(token);
        offers.put(text, new Offer(file, now.plus(validity)));
        return text;
    }

    /** The file of a token; empty when the token is unknown or too old, or the file does not exist. */
    Optional<InputStream> open(String token) {
        Offer offer = offers.get(token);
        return offer == null || offer.until().isBefore(clock.instant())
                ? Optional.empty()
                : offer.file().get();
    }
}
