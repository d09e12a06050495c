package io.goleta.sandbox.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What {@code lstat} says about a file. */
record UnixAttributes(Map<String, Object> values) {

    static UnixAttributes of(Path file) throws IOException {
        return new UnixAttributes(Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS));
    }

    int mode() {
        return (int) number("mode") & 07777;
    }

    /** {@code uid}, {@code gid}, {@code nlink}, {@code ino}, {@code size}. */
    long number(String name) {
        return ((Number) value(name)).longValue();
    }

    long modifiedNanos() {
        return ((FileTime) value("lastModifiedTime")).to(TimeUnit.NANOSECONDS);
    }

    String kind() {
        for (String[] kind :
                new String[][] {{"isSymbolicLink", "link"}, {"isDirectory", "directory"}, {"isRegularFile", "file"}}) {
            if (value(kind[0]).equals(true)) {
                return kind[1];
            }
        }
        return "other";
    }

    private Object value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
