package io.goleta.plugins.stores;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The memory for the bodies of all uploads to a location, which are kept so that requests can be retried. It is limited, however many
 * uploads run at once: an upload waits until there is enough. Thread-safe.
 */
public final class UploadMemory {
    /** The largest object of known length that is sent with one request. Packs of restic have little more than 16 MiB. */
    public static final int LARGEST_WHOLE = 32 << 20;

    static final int BLOCK = 1 << 20;

    private static final long MOST = 96L << 20;

    private final int blocks;
    private final Semaphore free;
    private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param bytes of all uploads together
     */
    UploadMemory(long bytes) {
        this.blocks = (int) (bytes / BLOCK);
        this.free = new Semaphore(blocks, true);
    }

    /**
     * A quarter of the heap, from 32 to 96 MiB.
     *
     * @param heap in bytes
     */
    public static UploadMemory ofHeap(long heap) {
        return new UploadMemory(Math.clamp(heap / 4, LARGEST_WHOLE, MOST));
    }

    /**
     * Waits until there is room.
     *
     * @return how many blocks are taken
     */
    int take(long bytes) {
        // A part of an object beyond 80 GiB may be larger than the whole memory: it then takes all of it.
        int wanted = (int) Math.clamp(Math.ceilDiv(bytes, BLOCK), 1, blocks);
        try {
            free.acquire(wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.INTERNAL, "An upload was cancelled while it waited for memory", e);
        }
        return wanted;
    }

    void giveBack(int taken) {
        free.release(taken);
        if (free.availablePermits() == blocks) {
            idle.clear();
        }
    }

    byte[] block() {
        byte[] used = idle.poll();
        return used == null ? new byte[BLOCK] : used;
    }

    void giveBack(byte[] block) {
        idle.add(block);
    }
}
