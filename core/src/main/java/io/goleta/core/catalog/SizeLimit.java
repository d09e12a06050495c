package io.goleta.core.catalog;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of the bucket that is read into memory, as it is or unpacked. Somebody may have put a larger one there. */
final class SizeLimit extends FilterInputStream {
    /** For a Backup: an API server accepts about 1.5 MiB. */
    static final long OBJECT = 4 << 20;

    /** For files that grow with the number of volumes and messages. */
    static final long SIDE_FILE = Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 12);

    private final String key;
    private final long most;
    private long count;

    SizeLimit(InputStream in, String key, long most) {
        super(in);
        this.key = key;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count += Math.max(read, 0);
        if (count > most) {
            throw new IOException(new GoletaException(
                    Fault.STORAGE,
                    "The file " + key + " is larger than the " + most
                            + " bytes that this process has memory for; it is no file of a backup, or the process needs"
                            + " more memory"));
        }
        return read;
    }
}
