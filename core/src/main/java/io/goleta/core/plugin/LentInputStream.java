package io.goleta.core.plugin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content of the host that a plugin reads. A call that reads makes progress, and what the host takes for it is not the plugin's time. */
final class LentInputStream extends FilterInputStream {
    LentInputStream(InputStream content) {
        super(content);
    }

    @Override
    public int read() throws IOException {
        return PluginCalls.outside(super::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return PluginCalls.outside(() -> super.read(buffer, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        return PluginCalls.outside(() -> super.skip(count));
    }
}
