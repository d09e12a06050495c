package io.goleta.plugins.gcp.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * The bytes of an object, in a file of their own.
 *
 * @param crc32c of all of them, big-endian and in base64, as Google writes it
 * @param md5 in base64
 */
record Content(Path file, long size, String crc32c, String md5) {
    /** Of a file that nobody writes any more. */
    static Content of(Path file) throws IOException {
        MessageDigest md5;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        CRC32C crc32c = new CRC32C();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                md5.update(buffer, 0, count);
                crc32c.update(buffer, 0, count);
                size += count;
            }
        }
        byte[] crc = ByteBuffer.allocate(4).putInt((int) crc32c.getValue()).array();
        Base64.Encoder base64 = Base64.getEncoder();
        return new Content(file, size, base64.encodeToString(crc), base64.encodeToString(md5.digest()));
    }

    /** Refuses bytes that are others than the client said. */
    void require(Checksums said) {
        if (!said.crc32c().isEmpty() && !said.crc32c().equals(crc32c)) {
            throw mismatch("CRC32C", said.crc32c(), crc32c);
        }
        if (!said.md5().isEmpty() && !said.md5().equals(md5)) {
            throw mismatch("MD5 hash", said.md5(), md5);
        }
    }

    private static GcsError mismatch(String kind, String said, String is) {
        return GcsError.invalid(
                "Provided " + kind + " \"" + said + "\" doesn't match calculated " + kind + " \"" + is + "\".");
    }

    /** The same with one byte changed. */
    Content corrupted(Path target) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            return new Content(Files.write(target, bytes), size, crc32c, md5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Then it stays until the folder goes.
        }
    }
}
