package io.goleta.plugins.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What is sent with one request. Used by one thread; closing it gives its memory to the next. */
final class UploadBuffer implements AutoCloseable {
    private final UploadMemory memory;
    private final List<byte[]> blocks = new ArrayList<>();
    private int taken;
    private int capacity;
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

    /** Makes room for another number of bytes; what it holds is gone. */
    void resize(int newCapacity) {
        if (newCapacity != capacity) {
            close();
            taken = memory.take(newCapacity);
            capacity = newCapacity;
        }
    }

    boolean isFull() {
        return length == capacity;
    }

    int length() {
        return length;
    }

    /** What it holds, from the beginning. */
    InputStream open() {
        List<InputStream> streams = IntStream.range(0, Math.ceilDiv(length, UploadMemory.BLOCK))
                .<InputStream>mapToObj(i -> new ByteArrayInputStream(
                        blocks.get(i), 0, Math.min(UploadMemory.BLOCK, length - i * UploadMemory.BLOCK)))
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
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
