package io.goleta.plugins.s3;

/**
 * Sizes of the parts of a multipart upload: 8 MiB, or more where 10,000 parts, the most S3 allows, would not hold the object. If
 * the length is known, all parts have the same size, as some stores demand; otherwise the size doubles every 2,000 parts, which is
 * enough for 496 GiB.
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
     * The size of one part in bytes.
     *
     * @param number from 1
     */
    int of(int number) {
        return length >= 0
                ? (int) Math.clamp(Math.ceilDiv(length, MOST_PARTS), SMALLEST, 1 << 30)
                : SMALLEST << Math.min((number - 1) / DOUBLED_AFTER, 4);
    }
}
