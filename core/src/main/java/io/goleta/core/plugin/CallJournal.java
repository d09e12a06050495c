package io.goleta.core.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.core.plugin.PluginHost.CutOffCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which calls of plugins are under way, in a file mapped into memory: a note costs no system call, and outlives a process that is
 * killed or runs out of memory, so that the next one can name the suspects. Thread-safe.
 */
final class CallJournal implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CallJournal.class);
    private static final int SLOT = 512;
    private static final int SLOTS = 256;

    private final @Nullable FileChannel channel;
    private final ByteBuffer slots;
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();
    private final List<CutOffCall> cutOff;

    /** The note of one call; closing it removes the note. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    private CallJournal(@Nullable FileChannel channel, ByteBuffer slots) {
        this.channel = channel;
        this.slots = slots;
        this.cutOff = notes(slots);
        for (int slot = 0; channel != null && slot < SLOTS; slot++) {
            slots.putShort(slot * SLOT, (short) 0);
            free.add(slot);
        }
    }

    /** Takes no notes. */
    static CallJournal none() {
        return new CallJournal(null, ByteBuffer.allocate(0));
    }

    /** Takes notes in a file, unless another process does, or the disk is full. */
    static CallJournal open(Path file) {
        FileChannel channel = null;
        try {
            Files.createDirectories(file.getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            if (channel.tryLock() != null) {
                // Written, not only mapped: a full disk has to show now and not as a fault in memory.
                long missing = (long) SLOT * SLOTS - channel.size();
                if (missing > 0) {
                    channel.write(ByteBuffer.allocate((int) missing), channel.size());
                }
                MappedByteBuffer slots = channel.map(MapMode.READ_WRITE, 0, (long) SLOT * SLOTS);
                return new CallJournal(channel, slots);
            }
        } catch (IOException e) {
            LOGGER.warn("calls of plugins are not noted in {}: {}", file, e.toString());
        } catch (OverlappingFileLockException e) {
            LOGGER.debug("calls of plugins are noted in {} by another host of this process", file);
        }
        closeQuietly(channel);
        return none();
    }

    boolean isPersistent() {
        return channel != null;
    }

    /** The calls that were under way when the process before this one was killed. */
    List<CutOffCall> cutOff() {
        return cutOff;
    }

    Entry enter(PluginCalls.Call call) {
        Integer slot = free.poll();
        if (slot == null) {
            return () -> {};
        }
        byte[] note = (call.runText() + "\n" + call.text()).getBytes(UTF_8);
        int length = Math.min(note.length, SLOT - Short.BYTES);
        slots.put(slot * SLOT + Short.BYTES, note, 0, length);
        slots.putShort(slot * SLOT, (short) length);
        return () -> {
            slots.putShort(slot * SLOT, (short) 0);
            free.add(slot);
        };
    }

    private static List<CutOffCall> notes(ByteBuffer slots) {
        List<CutOffCall> notes = new ArrayList<>();
        for (int at = 0; at + SLOT <= slots.capacity(); at += SLOT) {
            int length = slots.getShort(at);
            if (length > 0 && length <= SLOT - Short.BYTES) {
                byte[] note = new byte[length];
                slots.get(at + Short.BYTES, note);
                List<String> lines = Arrays.asList(new String(note, UTF_8).split("\n", 2));
                notes.add(new CutOffCall(lines.getFirst(), lines.getLast()));
            }
        }
        return List.copyOf(notes);
    }

    /** What ends now ends in order: nothing of it is a suspect. */
    @Override
    public void close() {
        for (int slot = 0; isPersistent() && slot < SLOTS; slot++) {
            slots.putShort(slot * SLOT, (short) 0);
        }
        free.clear();
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOGGER.debug("cannot close the notes of calls: {}", e.toString());
        }
    }
}
