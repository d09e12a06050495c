package io.goleta.testkit.store.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Passes everything, with one bit flipped. */
final class BitFlip extends FilterOutputStream {
    private long left;

    /**
     * @param at position of the byte
     */
    BitFlip(OutputStream out, long at) {
        super(out);
        this.left = at;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] passing = bytes;
        int start = offset;
        if (left >= 0 && left < length) {
            passing = Arrays.copyOfRange(bytes, offset, offset + length);
            start = 0;
            passing[(int) left] ^= 1;
        }
        left -= length;
        out.write(passing, start, length);
    }
}
