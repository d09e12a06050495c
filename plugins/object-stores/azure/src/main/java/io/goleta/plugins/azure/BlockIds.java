package io.goleta.plugins.azure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.UUID;

/**
 * Names for the blocks of one upload: nobody else's, so that two who write one object at the same time do not mix their blocks. Azure wants
 * all names at one object to have one length; this is that of its SDKs, which may have left some behind.
 */
final class BlockIds {
    private final String upload = UUID.randomUUID().toString().substring(0, 24);

    /**
     * @param number from 1
     */
    String of(int number) {
        return Base64.getEncoder()
                .encodeToString("%s%012d".formatted(upload, number).getBytes(US_ASCII));
    }
}
