package io.goleta.core.run;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** How much memory objects that are under way may take together. Whoever wants more waits for the others. Thread-safe. */
public final class MemoryBudget {
    /** For tasks that take next to nothing. */
    public static final MemoryBudget UNLIMITED = new MemoryBudget(0);

    private static final int UNIT = 1 << 10;
    private static final long PER_ENTRY = 48;

    private final int units;
    private final Semaphore free;

    private MemoryBudget(long bytes) {
        this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
        this.free = new Semaphore(units);
    }

    /** A budget of that many bytes. */
    public static MemoryBudget ofBytes(long bytes) {
        return new MemoryBudget(Math.max(UNIT, bytes));
    }

    /** A quarter of the heap: the rest is for what is not counted. */
    public static MemoryBudget ofHeap() {
        return ofBytes(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Memory that is taken until it is closed. */
    public interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for memory. One that is larger than the whole budget gets all of it. */
    public Share take(long bytes) throws InterruptedException {
        int wanted = (int) Math.min(units, bytes / UNIT);
        free.acquire(wanted);
        return () -> free.release(wanted);
    }

    /** About how much heap an object takes. */
    public static long bytesOf(KubernetesObject object) {
        return bytes(object.content());
    }

    private static long bytes(Object value) {
        return switch (value) {
            case String text -> PER_ENTRY + text.length();
            case Map<?, ?> fields ->
                fields.entrySet().stream()
                        .mapToLong(field ->
                                PER_ENTRY + String.valueOf(field.getKey()).length() + bytes(field.getValue()))
                        .sum();
            case List<?> elements ->
                elements.stream().mapToLong(MemoryBudget::bytes).sum();
            case null, default -> PER_ENTRY;
        };
    }
}
