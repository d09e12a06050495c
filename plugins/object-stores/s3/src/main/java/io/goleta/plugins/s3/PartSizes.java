package io.goleta.plugins.s3;

/**
 * How large the parts of an object are: 8 MiB, unless the 10,000 parts that there may be would not hold it. Where the length is known all
 * have one size, as some stores demand; where it is not they double every 2,000, which is enough for 496 GiB.
 */
final class PartSizes {
    static final int SMALLEST = 8 << 20;

    private static final int MOST_PARTS = 10_000;
    private static final int DOUBLED_AFTER = 2_000;

    private final long length;

    /**
     * @param length -1 when unknown
     */
    PartSizes(long length) {
        this.length = length;
    }

    /**
     * In bytes.
     *
     * @param number from 1
     */
    int of(int number) {
        return length >= 0
                ? (int) Math.clamp(Math.ceilDiv(length, MOST_PARTS), SMALLEST, 1 << 30)
                : SMALLEST << Math.min((number - 1) / DOUBLED_AFTER, 4);
    }
}
