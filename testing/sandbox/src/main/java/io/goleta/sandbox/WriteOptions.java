package io.goleta.sandbox;

/**
 * How to write.
 *
 * @param dryRun answer as if, store nothing
 * @param manager who applies, in server-side apply
 */
record WriteOptions(boolean dryRun, String manager) {

    static final WriteOptions REAL = new WriteOptions(false, "");
}
