package io.goleta.sandbox.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fills folders with the files that backups stumble over. The content follows from the seed alone, so two runs make the same
 * files.
 *
 * @param smallFiles how many small files
 * @param bigFile size of the one big file and of the sparse one in bytes, at least 100
 */
public record AwkwardFiles(int smallFiles, long bigFile, long seed) {

    private static final List<String> ODD_NAMES = List.of(
            "with space",
            " leading space",
            "trailing space ",
            "new\nline",
            "tab\there",
            "-dash",
            "--exclude=*",
            "'single' and \"double\"",
            "back\\slash",
            "*star?question[bracket]",
            "$HOME and `backquote`",
            "semi;colon&ampersand|pipe",
            "üñí©ødé",
            "日本語",
            "emoji \uD83D\uDE00",
            "e\u0301 decomposed",
            ".hidden",
            "...",
            "x".repeat(250));

    /**
     * Makes the files.
     *
     * @return what could not be made here and why, one sentence each
     */
    public List<String> create(Path folder) throws IOException {
        List<String> left = new ArrayList<>();
        small(folder.resolve("small"));
        big(folder.resolve("big.bin"));
        sparse(folder.resolve("sparse.img"));
        links(Files.createDirectory(folder.resolve("links")));
        names(Files.createDirectory(folder.resolve("names")));
        Files.createDirectories(folder.resolve("empty/directories/all/the/way/down"));
        Files.createFile(folder.resolve("empty/file"));
        times(Files.createDirectory(folder.resolve("times")));
        attributes(Files.createDirectory(folder.resolve("attributes")), left);
        boolean root = owners(Files.createDirectory(folder.resolve("owners")), left);
        modes(Files.createDirectory(folder.resolve("modes")), root, left);
        return left;
    }

    private void small(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < smallFiles; i++) {
            Path parent = folder.resolve("%02d/%02d".formatted(i % 10, i / 10 % 20));
            Files.createDirectories(parent);
            byte[] content = new byte[random.nextInt(4096)];
            random.nextBytes(content);
            Files.write(parent.resolve("file-" + i), content);
        }
    }

    private void big(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(seed + 1);
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bigFile; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(block.length, left));
            }
        }
    }

    /** Mostly a hole, with a few bytes in the middle. */
    private void sparse(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap("in the middle".getBytes(StandardCharsets.UTF_8)), bigFile / 2);
            channel.write(ByteBuffer.wrap(new byte[1]), bigFile - 1);
        }
    }

    private static void links(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("target"), "one file, three names");
        Files.createLink(folder.resolve("hard-1"), file);
        Files.createLink(folder.resolve("hard-2"), file);
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("target"));
        Files.createSymbolicLink(folder.resolve("absolute"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere/to/be found"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of("../.."));
        Files.createSymbolicLink(folder.resolve("itself"), Path.of("itself"));
    }

    private static void names(Path folder) throws IOException {
        for (String name : ODD_NAMES) {
            Files.writeString(folder.resolve(name), "content of " + name);
        }
        Files.createDirectory(folder.resolve("a directory\nwith a line"));
    }

    private static void times(Path folder) throws IOException {
        for (String time : List.of(
                "1970-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999999999Z",
                "2021-06-01T12:00:00.123456789Z",
                "2037-12-31T00:00:00Z")) {
            Path file = Files.writeString(folder.resolve(time.replace(':', '-')), time);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
        }
        Path old = Files.createDirectory(folder.resolve("old directory"));
        Files.writeString(old.resolve("file"), "newer than its folder");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    }

    private static void attributes(Path folder, List<String> left) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "with attributes");
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        try {
            if (view == null) {
                throw new FileSystemException(folder.toString(), null, "no such attributes");
            }
            view.write("comment", ByteBuffer.wrap("an attribute".getBytes(StandardCharsets.UTF_8)));
            view.write("binary", ByteBuffer.wrap(new byte[] {0, 1, -1, 127}));
        } catch (FileSystemException e) {
            left.add("extended attributes: this file system has none");
        }
    }

    private static boolean owners(Path folder, List<String> left) throws IOException {
        Path file = Files.writeString(folder.resolve("somebody-else"), "not mine");
        try {
            Files.setAttribute(file, "unix:uid", 12345);
            Files.setAttribute(file, "unix:gid", 54321);
            Path directory = Files.createDirectory(folder.resolve("their-directory"));
            Files.setAttribute(directory, "unix:uid", 999);
            return true;
        } catch (FileSystemException e) {
            left.add("other owners: only root may give files away");
            return false;
        }
    }

    private static void modes(Path folder, boolean root, List<String> left) throws IOException {
        int[] modes = root
                ? new int[] {0000, 0001, 0400, 0444, 0600, 0644, 0755, 0777, 01777, 02755, 04755, 06711}
                : new int[] {0400, 0444, 0600, 0644, 0755, 0777, 04755};
        for (int mode : modes) {
            Path file = Files.writeString(folder.resolve("file-%04o".formatted(mode)), "mode");
            Files.setAttribute(file, "unix:mode", mode);
        }
        for (int mode : root ? new int[] {0500, 0700, 01777, 02775} : new int[] {0500, 0700}) {
            Path directory = Files.createDirectory(folder.resolve("directory-%04o".formatted(mode)));
            Files.writeString(directory.resolve("inside"), "inside");
            Files.setAttribute(directory, "unix:mode", mode);
        }
        if (!root) {
            left.add("files that nobody may read: without root they cannot be backed up");
        }
    }
}
