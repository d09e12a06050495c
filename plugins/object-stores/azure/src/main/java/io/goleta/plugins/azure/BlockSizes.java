package io.goleta.plugins.azure;

/**
 * How large the blocks of an object are: as large as the location says, unless the 50,000 blocks that there may be would not hold it. Where
 * the length is not known they double every 10,000, which with blocks of 8 MiB is enough for 2.3 TiB.
 */
final class BlockSizes {
    static final int DEFAULT = 8 << 20;

    private static final int MOST_BLOCKS = 50_000;
    private static final int DOUBLED_AFTER = 10_000;
    private static final int LARGEST = 1 << 30;

    private final int chosen;
    private final long length;

    /**
     * @param chosen in bytes
     * @param length of the object, -1 when unknown
     */
    BlockSizes(int chosen, long length) {
        this.chosen = chosen;
        this.length = length;
    }

    /**
     * In bytes.
     *
     * @param number from 1
     */
    int of(int number) {
        return (int) Math.min(
                LARGEST,
                length >= 0
                        ? Math.max(chosen, Math.ceilDiv(length, (long) MOST_BLOCKS))
                        : (long) chosen << Math.min((number - 1) / DOUBLED_AFTER, 4));
    }
}
