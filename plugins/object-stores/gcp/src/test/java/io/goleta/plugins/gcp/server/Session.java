package io.goleta.plugins.gcp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/** A resumable upload that has begun. Of several requests that write to it at once the latest does. */
final class Session {
    /** What is stored before the end is a multiple of it. */
    static final int UNIT = 256 << 10;

    private final String bucket;
    private final ObjectSpec spec;
    private final Preconditions preconditions;
    private final OptionalLong announced;
    private final String fields;
    private final Path file;

    private long stored;
    private int turn;
    private Optional<StoredObject> object = Optional.empty();
    private Optional<GcsError> failure = Optional.empty();

    Session(
            String bucket,
            ObjectSpec spec,
            Preconditions preconditions,
            OptionalLong announced,
            String fields,
            Path file)
            throws IOException {
        this.bucket = bucket;
        this.spec = spec;
        this.preconditions = preconditions;
        this.announced = announced;
        this.fields = fields;
        this.file = Files.createFile(file);
    }

    String bucket() {
        return bucket;
    }

    ObjectSpec spec() {
        return spec;
    }

    /** Which of them its end is answered with. */
    String fields() {
        return fields;
    }

    OptionalLong announced() {
        return announced;
    }

    /** Begins with another request: what one before it left over a multiple of the unit is forgotten. */
    synchronized int begin() {
        failure.ifPresent(error -> {
            throw error;
        });
        stored -= object.isEmpty() ? stored % UNIT : 0;
        return ++turn;
    }

    synchronized long stored() {
        return stored;
    }

    synchronized Optional<StoredObject> object() {
        return object;
    }

    /** Appends to what is stored. */
    synchronized void append(int yours, byte[] bytes, int offset, int count) throws IOException {
        requireTurn(yours);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, count);
            while (left.hasRemaining()) {
                stored += channel.write(left, stored);
            }
        }
    }

    /** Makes what is stored an object. */
    synchronized StoredObject finish(int yours, Bucket target, Checksums inHeader) throws IOException {
        requireTurn(yours);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(stored);
        }
        Content content = Content.of(file);
        try {
            content.require(spec.checksums());
            content.require(inHeader);
            StoredObject done = target.put(spec, content, preconditions);
            object = Optional.of(done);
            return done;
        } catch (GcsError e) {
            failure = Optional.of(e);
            content.delete();
            throw e;
        }
    }

    private void requireTurn(int yours) throws IOException {
        if (yours != turn) {
            throw new IOException("another request took over");
        }
    }

    synchronized void cancel() throws IOException {
        turn++;
        if (object.isEmpty()) {
            Files.deleteIfExists(file);
        }
    }
}
