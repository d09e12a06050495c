package io.goleta.plugins.filesystem;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file atomically, also in case of a power failure: into a temporary file beside it, which is synced and renamed, then the
 * folder is synced. The syncs cost some milliseconds per file; backups need them, and restic does the same for local repositories.
 *
 * <p>Files and folders get the permissions of the process's umask, and the owner of the bucket's folder if the process is permitted
 * to set it.
 */
final class AtomicFileWrite {
    private static final int BUFFER = 1 << 17;
    private static final int ATTEMPTS = 100;

    private final Path bucket;
    private final Path target;
    private final BucketOwner owner;

    AtomicFileWrite(Path bucket, Path target) {
        this.bucket = bucket;
        this.target = target;
        this.owner = new BucketOwner(bucket);
    }

    /** Writes the content, which must have exactly {@code length} bytes unless that is negative. */
    void write(String key, InputStream content, long length) throws IOException {
        Unfinished unfinished = start();
        try {
            Object identity;
            try (FileChannel channel = unfinished.channel()) {
                owner.adopt(unfinished.path());
                identity = identity(unfinished.path());
                long written = copy(key, content, length, channel);
                if (length >= 0 && written != length) {
                    throw new GoletaException(
                            Fault.STORAGE,
                            "Could not store " + key + ": expected " + length + " bytes but got "
                                    + (written > length ? "more" : written));
                }
                channel.force(false);
            }
            publish(unfinished.path(), identity);
        } catch (IOException | RuntimeException e) {
            discard(unfinished.path(), e);
            throw e;
        }
        sync(folder());
    }

    // When an answer is lost, the NFS client repeats the rename. A server that restarted in between does not remember
    // the
    // first one, and reports that the file does not exist.
    private void publish(Path unfinished, Object identity) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            NfsRevalidation.of(bucket, folder());
            if (!Files.exists(target) || !identity.equals(identity(target))) {
                throw e;
            }
        }
    }

    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? new Object() : key;
    }

    private record Unfinished(Path path, FileChannel channel) {}

    // A concurrent deletion may remove the folder while it is still empty.
    private Unfinished start() throws IOException {
        NoSuchFileException lost = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Path path = folder().resolve(unfinishedName());
                return new Unfinished(
                        path, FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
            } catch (NoSuchFileException e) {
                lost = e;
                create(folder());
            }
        }
        throw new IOException("folders below " + bucket + " keep disappearing", lost);
    }

    private void create(Path folder) throws IOException {
        if (folder.equals(bucket)) {
            // Never created here: if it is missing, the share is probably not mounted.
            throw new IOException("there is no folder " + bucket + "; mount the share, or create the folder once");
        }
        try {
            Files.createDirectory(folder);
            owner.adopt(folder);
            sync(parent(folder));
        } catch (NoSuchFileException e) {
            create(parent(folder));
            create(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static long copy(String key, InputStream content, long length, FileChannel channel) throws IOException {
        byte[] buffer = new byte[(int) (length < 0 ? BUFFER : Math.clamp(length + 1, 1, BUFFER))];
        long written = 0;
        for (int read = read(key, content, buffer); read >= 0; read = read(key, content, buffer)) {
            written += read;
            if (length >= 0 && written > length) {
                return written;
            }
            ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        }
        return written;
    }

    private static int read(String key, InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
        }
    }

    /** Makes a name in the folder survive a power failure. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // The file was deleted meanwhile, and the folder with it.
        } catch (AccessDeniedException e) {
            // A folder that is writable but not readable cannot be synced; its files are.
        } catch (IOException e) {
            if (!isUnsupported(e)) {
                throw e;
            }
        }
    }

    private static boolean isUnsupported(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("invalid argument") || message.contains("not supported");
    }

    private static void discard(Path file, Exception failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static String unfinishedName() {
        return ".goleta-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".unfinished";
    }

    private Path folder() {
        return parent(target);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " has no parent");
        }
        return parent;
    }
}
