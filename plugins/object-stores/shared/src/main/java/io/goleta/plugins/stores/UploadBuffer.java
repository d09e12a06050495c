package io.goleta.plugins.stores;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Checksum;

/**
 * The body of one request, in memory so that the request can be retried. Used by one thread; closing it returns its memory to the
 * {@link UploadMemory}.
 */
public final class UploadBuffer implements AutoCloseable {
    private final UploadMemory memory;
    private final List<byte[]> blocks = new ArrayList<>();
    private int taken;
    private int capacity;
    private int length;

    /**
     * Waits until there is room.
     *
     * @param capacity in bytes
     * @throws io.goleta.spi.error.GoletaException INTERNAL when interrupted
     */
    public UploadBuffer(UploadMemory memory, int capacity) {
        this.memory = memory;
        this.taken = memory.take(capacity);
        this.capacity = capacity;
    }

    /**
     * Replaces its content with as much of the stream as fits.
     *
     * @throws IOException when the content cannot be read
     */
    public void fill(InputStream content) throws IOException {
        length = 0;
        for (int i = 0; length < capacity; i++) {
            if (i == blocks.size()) {
                blocks.add(memory.block());
            }
            int wanted = Math.min(UploadMemory.BLOCK, capacity - length);
            int read = content.readNBytes(blocks.get(i), 0, wanted);
            length += read;
            if (read < wanted) {
                return;
            }
        }
    }

    /** Discards the content and changes the capacity. Waits like the constructor, without holding memory meanwhile. */
    public void resize(int newCapacity) {
        if (newCapacity != capacity) {
            close();
            taken = memory.take(newCapacity);
            capacity = newCapacity;
        }
    }

    public boolean isFull() {
        return length == capacity;
    }

    /** The size of the content in bytes. */
    public int length() {
        return length;
    }

    /** The content, from its beginning. */
    public InputStream open() {
        return open(0);
    }

    /** The content, without so many bytes at its beginning. */
    public InputStream open(int offset) {
        int first = offset / UploadMemory.BLOCK;
        List<InputStream> streams = IntStream.range(first, usedBlocks())
                .<InputStream>mapToObj(i -> {
                    int skipped = i == first ? offset % UploadMemory.BLOCK : 0;
                    return new ByteArrayInputStream(blocks.get(i), skipped, inBlock(i) - skipped);
                })
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** Updates a checksum with the content. */
    public void addTo(Checksum checksum) {
        for (int i = 0; i < usedBlocks(); i++) {
            checksum.update(blocks.get(i), 0, inBlock(i));
        }
    }

    private int usedBlocks() {
        return Math.ceilDiv(length, UploadMemory.BLOCK);
    }

    private int inBlock(int i) {
        return Math.min(UploadMemory.BLOCK, length - i * UploadMemory.BLOCK);
    }

    @Override
    public void close() {
        blocks.forEach(memory::giveBack);
        blocks.clear();
        memory.giveBack(taken);
        taken = 0;
        length = 0;
    }
}
