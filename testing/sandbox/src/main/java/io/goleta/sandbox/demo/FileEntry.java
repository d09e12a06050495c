package io.goleta.sandbox.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All that a backup must keep of one file.
 *
 * @param kind {@code file}, {@code directory}, {@code link} or {@code other}
 * @param mode permissions with set-uid, set-gid and sticky bits
 * @param size in bytes; 0 for anything but files
 * @param modified nanoseconds since 1970; 0 for links
 * @param content SHA-256 of a file, target of a link, else empty
 * @param twin the first name of the same file, when it has several
 * @param attributes extended attributes in hexadecimal
 */
public record FileEntry(
        String kind,
        int mode,
        int owner,
        int group,
        long size,
        long modified,
        String content,
        String twin,
        SortedMap<String, String> attributes) {

    /** What differs, in words; empty when nothing does. */
    List<String> differences(FileEntry other) {
        List<String> differences = new ArrayList<>();
        compare("kind", kind, other.kind, differences);
        compare("mode", Integer.toOctalString(mode), Integer.toOctalString(other.mode), differences);
        compare("owner", owner + ":" + group, other.owner + ":" + other.group, differences);
        compare("size", size, other.size, differences);
        compare("modification time", modified, other.modified, differences);
        compare("content", content, other.content, differences);
        compare("hard link", twin, other.twin, differences);
        compare("extended attributes", attributes, other.attributes, differences);
        return differences;
    }

    private static void compare(String what, Object before, Object after, List<String> differences) {
        if (!before.equals(after)) {
            differences.add(what + " was " + before + ", is " + after);
        }
    }
}
