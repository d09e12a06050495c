package io.goleta.spi.store;

import java.net.URI;
import java.time.Duration;

/** A store that lets somebody without credentials read one object for a while. */
public interface SignedUrls {

    /** A URL that answers GET with the object until {@code validity} has passed. The object need not exist. */
    URI signedGet(String key, Duration validity);
}
