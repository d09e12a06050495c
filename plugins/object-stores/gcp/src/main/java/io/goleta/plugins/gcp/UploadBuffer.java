package io.goleta.plugins.gcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** What is sent with one request. Used by one thread; closing it gives its memory to the next. */
final class UploadBuffer implements AutoCloseable {
    private final UploadMemory memory;
    private final List<byte[]> blocks = new ArrayList<>();
    private final int taken;
    private final int capacity;
    private int length;

    /** Waits until there is room. */
    UploadBuffer(UploadMemory memory, int capacity) {
        this.memory = memory;
        this.taken = memory.take(capacity);
        this.capacity = capacity;
    }

    /** Holds as much of the content as fits, instead of what it held before. */
    void fill(InputStream content) throws IOException {
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

    boolean isFull() {
        return length == capacity;
    }

    int length() {
        return length;
    }

    void addTo(CRC32C sum) {
        for (int i = 0; i * UploadMemory.BLOCK < length; i++) {
            sum.update(blocks.get(i), 0, inBlock(i));
        }
    }

    /** What it holds, without so many bytes at the beginning. */
    InputStream open(int offset) {
        int first = offset / UploadMemory.BLOCK;
        List<InputStream> streams = IntStream.range(first, Math.ceilDiv(length, UploadMemory.BLOCK))
                .<InputStream>mapToObj(i -> {
                    int skipped = i == first ? offset % UploadMemory.BLOCK : 0;
                    return new ByteArrayInputStream(blocks.get(i), skipped, inBlock(i) - skipped);
                })
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private int inBlock(int i) {
        return Math.min(UploadMemory.BLOCK, length - i * UploadMemory.BLOCK);
    }

    @Override
    public void close() {
        blocks.forEach(memory::giveBack);
        blocks.clear();
        memory.giveBack(taken);
        length = 0;
    }
}
