package io.goleta.core.kube;

/**
 * How many objects of one list are asked for at once: fewer when they are so large that a page of them would take too much memory,
 * more again when they are small. For one thread.
 */
final class PageSize {
    /** Pages of many lists are in memory at the same time. */
    static final long LONGEST = Math.clamp(Runtime.getRuntime().maxMemory() / 64, 1L << 20, 8L << 20);

    private final int most;
    private int current;
    private boolean isIgnored;

    /** @param most how many at most; 0 means all at once, however large */
    PageSize(int most) {
        this.most = most;
        this.current = most;
    }

    /** The parameter of the request; empty for everything. */
    String limit() {
        return current > 0 ? String.valueOf(current) : "";
    }

    /** How many bytes a page may have before it is cut off. A single object is read whatever its size. */
    long longest() {
        return isIgnored || current <= 1 ? Long.MAX_VALUE : LONGEST;
    }

    /** Draws the conclusions from a page; false when it was cut off and is to be asked for again. */
    boolean accepts(ListPage page) {
        if (page.isCutOff()) {
            // An API server that does not know limits sends the same page again and again.
            isIgnored = page.items().size() >= current;
            current = Math.max(1, page.items().size() / 2);
            return false;
        }
        if (page.bytes() < LONGEST / 4 && current > 0) {
            current = Math.min(most, current * 2);
        }
        return true;
    }
}
