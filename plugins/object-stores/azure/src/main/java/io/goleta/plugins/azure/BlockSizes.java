package io.goleta.plugins.azure;

/**
 * Sizes of the blocks of an upload: as configured, or more where 50,000 blocks, the most Azure allows, would not hold the object. If the
 * length is unknown, the size doubles every 10,000 blocks, which from 8 MiB is enough for 2.3 TiB.
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
     * The size of one block in bytes.
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
