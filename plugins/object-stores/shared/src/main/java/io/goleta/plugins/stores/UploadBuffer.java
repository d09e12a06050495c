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
 * What is sent with one request, in memory so that it can be sent again. Used by one thread; closing it gives its memory to the
 * next.
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
     * Holds as much of the content as fits, instead of what it held before.
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

    /** Makes room for another number of bytes; what it holds is gone. Waits like the constructor, holding nothing. */
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

    /** How many bytes it holds. */
    public int length() {
        return length;
    }

    /** What it holds, from the beginning. */
    public InputStream open() {
        return open(0);
    }

    /** What it holds, without so many bytes at the beginning. */
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

    /** Adds what it holds to a sum. */
    public void addTo(Checksum sum) {
        for (int i = 0; i < usedBlocks(); i++) {
            sum.update(blocks.get(i), 0, inBlock(i));
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
