package com.example.copymover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file in the list of a snapshot. A directory comes before what is in it, and names are in alphabetical order.
 *
 * @param path from the root of the volume, with slashes; empty for the root itself
 * @param modified time of modification
 * @param changed when the node last changed anything about it, which nobody can set
 * @param content of a file the object with its content; of a symbolic link its target; of a hard link the
 *     path of the file that came first
 * @param checksum SHA-256 of a file's content
 */
record Entry(
        String path,
        Kind kind,
        int mode,
        int uid,
        int gid,
        long size,
        Instant modified,
        Instant changed,
        long inode,
        String content,
        String checksum) {

    enum Kind {
        DIRECTORY,
        FILE,
        SYMBOLIC_LINK,
        HARD_LINK
    }

    /** What the file system says about a file that is not followed when it is a link. */
    static Entry of(Path file, String path, Kind kind) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(
                file, "unix:mode,uid,gid,size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
        return new Entry(
                path,
                kind,
                get(attributes, "mode", Integer.class),
                get(attributes, "uid", Integer.class),
                get(attributes, "gid", Integer.class),
                get(attributes, "size", Long.class),
                get(attributes, "lastModifiedTime", FileTime.class).toInstant(),
                get(attributes, "ctime", FileTime.class).toInstant(),
                get(attributes, "ino", Long.class),
                "",
                "");
    }

    private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    Entry with(Kind newKind, String newContent) {
        return new Entry(path, newKind, mode, uid, gid, 0, modified, changed, inode, newContent, "");
    }

    Entry withContent(long newSize, String object, String newChecksum) {
        return new Entry(path, kind, mode, uid, gid, newSize, modified, changed, inode, object, newChecksum);
    }

    /** Whether a file is taken for the same as in an earlier snapshot, without being read. */
    boolean isUnchanged(Entry earlier, boolean recreated) {
        return earlier.kind == Kind.FILE
                && earlier.size == size
                && earlier.modified.equals(modified)
                && (recreated || earlier.changed.equals(changed) && earlier.inode == inode);
    }

    /** Writes a list. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        Writer(OutputStream out) throws IOException {
            this.out = new DataOutputStream(new GZIPOutputStream(out));
        }

        void write(Entry entry) throws IOException {
            out.writeUTF(entry.kind.name());
            out.writeUTF(entry.path);
            out.writeInt(entry.mode);
            out.writeInt(entry.uid);
            out.writeInt(entry.gid);
            out.writeLong(entry.size);
            write(entry.modified);
            write(entry.changed);
            out.writeLong(entry.inode);
            out.writeUTF(entry.content);
            out.writeUTF(entry.checksum);
        }

        private void write(Instant time) throws IOException {
            out.writeLong(time.getEpochSecond());
            out.writeInt(time.getNano());
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads a list. */
    static final class Reader implements AutoCloseable {
        private final DataInputStream in;

        Reader(InputStream in) throws IOException {
            this.in = new DataInputStream(new GZIPInputStream(in));
        }

        /** The next one; null at the end. */
        @Nullable
        Entry next() throws IOException {
            String kind;
            try {
                kind = in.readUTF();
            } catch (EOFException e) {
                return null;
            }
            String path = in.readUTF();
            int mode = in.readInt();
            int uid = in.readInt();
            int gid = in.readInt();
            long size = in.readLong();
            Instant modified = time();
            Instant changed = time();
            return new Entry(
                    path,
                    kind(kind),
                    mode,
                    uid,
                    gid,
                    size,
                    modified,
                    changed,
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF());
        }

        private static Kind kind(String name) throws IOException {
            try {
                return Kind.valueOf(name);
            } catch (IllegalArgumentException e) {
                throw new IOException("unknown kind of file " + name, e);
            }
        }

        private Instant time() throws IOException {
            long seconds = in.readLong();
            return Instant.ofEpochSecond(seconds, in.readInt());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
