package io.goleta.spi;

import java.util.Arrays;

/** Bytes that must not appear in a log, on a command line, in a status or in an error text. */
public final class Secret {
    private final byte[] value;

    private Secret(byte[] value) {
        this.value = value;
    }

    /** A secret with a copy of {@code value}. */
    public static Secret of(byte[] value) {
        return new Secret(value.clone());
    }

    /** A copy of the bytes. */
    public byte[] reveal() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
