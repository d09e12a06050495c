package io.goleta.spi.store;

import java.net.URI;
import java.time.Duration;

/** A store that can sign URLs with which clients download one object without credentials, for a limited time. */
public interface SignedUrls {

    /** A URL that answers GET with the object until {@code validity} has passed. The object need not exist. */
    URI signedGet(String key, Duration validity);
}
