package io.goleta.plugins.azure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.UUID;

/**
 * IDs of the blocks of one upload. They are unique, so that concurrent uploads of one object do not mix their blocks. Azure demands that
 * all block IDs of an object have the same length; this is the length that its SDKs use, which may have left blocks behind.
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
