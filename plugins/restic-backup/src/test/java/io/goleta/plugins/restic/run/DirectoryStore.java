package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps objects as files below a folder, where plain restic finds its repository as well. */
final class DirectoryStore implements ObjectStore {
    private final Path root;

    DirectoryStore(Path root) {
        this.root = root;
    }

    @Override
    public void check() {}

    @Override
    public void put(String key, InputStream content, long length) {
        Path file = root.resolve(key);
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(root, "put", ".part");
            try {
                long copied = Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
                if (length >= 0 && copied != length) {
                    throw new IOException(copied + " bytes instead of " + length);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new GoletaException(Fault.STORAGE, "cannot store " + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<InputStream> get(String key) {
        return get(key, 0, Long.MAX_VALUE);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        try {
            SeekableByteChannel channel = Files.newByteChannel(root.resolve(key));
            channel.position(offset);
            InputStream rest = Channels.newInputStream(channel);
            return Optional.of(new LimitedStream(rest, length));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new GoletaException(Fault.STORAGE, "cannot read " + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        Path file = root.resolve(key);
        return Files.isRegularFile(file) ? Optional.of(info(file)) : Optional.empty();
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        Path folder = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try {
            return Files.walk(folder)
                    .filter(Files::isRegularFile)
                    .map(this::info)
                    .filter(object -> object.key().startsWith(prefix))
                    .sorted((one, other) -> one.key().compareTo(other.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Stream<String> folders(String prefix) {
        throw new UnsupportedOperationException("restic needs no folders");
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(root.resolve(key));
        } catch (IOException e) {
            throw new GoletaException(Fault.STORAGE, "cannot delete " + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {}

    private ObjectInfo info(Path file) {
        try {
            return new ObjectInfo(
                    root.relativize(file).toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
