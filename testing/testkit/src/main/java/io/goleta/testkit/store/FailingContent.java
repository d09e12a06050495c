package io.goleta.testkit.store;

import java.io.IOException;
import java.io.InputStream;

/** Content that cannot be read. */
final class FailingContent extends InputStream {
    @Override
    public int read() throws IOException {
        throw new IOException("the content broke off");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        throw new IOException("the content broke off");
    }
}
