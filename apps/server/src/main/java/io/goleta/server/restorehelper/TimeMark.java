package io.goleta.server.restorehelper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * A mark in the access time of a volume's folder. Unlike a file it needs neither a block nor an inode, so a volume can have it
 * that its own files fill to the last byte; and everybody can see it, also in a folder that only its owner may enter. The
 * times lie in the future, which nothing but a mark does, and which reading the folder does not change.
 */
public enum TimeMark {
    /** A restore has begun to write into the volume. From 2031. */
    BEGUN(1_924_992_000L),
    /** A restore is complete. From 2034, and before 2038, where 32 bits end. */
    DONE(2_019_686_400L);

    private static final int BITS = 0x3ff_ffff;

    private final long first;

    TimeMark(long first) {
        this.first = first;
    }

    /** Whether the folder has the mark of this restore. */
    public boolean isOn(Path folder, String restoreUid) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        return attributes.lastAccessTime().to(TimeUnit.SECONDS) == seconds(restoreUid);
    }

    /** Sets it, in place of others. */
    public void putOn(Path folder, String restoreUid) throws IOException {
        setAccessTime(folder, FileTime.from(seconds(restoreUid), TimeUnit.SECONDS));
    }

    /** Takes all marks off. */
    public static void clear(Path folder) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        if (attributes.lastAccessTime().to(TimeUnit.SECONDS) >= BEGUN.first) {
            setAccessTime(folder, attributes.lastModifiedTime());
        }
    }

    private long seconds(String restoreUid) {
        return first + (restoreUid.hashCode() & BITS);
    }

    private static void setAccessTime(Path folder, FileTime time) throws IOException {
        BasicFileAttributeView view = Files.getFileAttributeView(folder, BasicFileAttributeView.class);
        // Named explicitly: where a time is left out, some file systems take the current one.
        view.setTimes(view.readAttributes().lastModifiedTime(), time, null);
    }
}
