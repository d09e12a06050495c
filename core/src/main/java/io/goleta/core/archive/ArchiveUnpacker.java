package io.goleta.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive from its first to its last byte, trusting nothing in it, and copies its objects to the scratch file one
 * after another. Only the names without a version are copied: the others hold the same bytes.
 */
final class ArchiveUnpacker {
    private static final int BUFFER = 1 << 16;
    private static final int RECORD = 512;
    // Long names cost a few records each; more of them is an attack on memory.
    private static final int MOST_HEADER = 1 << 16;
    private static final int MOST_PADDING = 1 << 20;
    private static final int LONGEST_VERSION = 64;
    private static final int UNKNOWN_SHOWN = 5;
    private static final String PLAIN_FILES =
            new String(new byte[] {TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG}, UTF_8);

    private final PackedSource packed;
    private final OutputStream scratch;
    private final ArchiveIndex.Builder index = new ArchiveIndex.Builder();
    private final byte[] buffer = new byte[BUFFER];
    private String place = "at its beginning";
    private @Nullable UnpackGuard guard;
    private @Nullable String version;
    private long written;
    private final long mostIndex;
    private final List<String> unknown = new ArrayList<>();
    private int unknownEntries;

    ArchiveUnpacker(InputStream archive, OutputStream scratch) {
        this(archive, scratch, Runtime.getRuntime().maxMemory() / 4);
    }

    /** @param mostIndex how many bytes of memory the names and places of all objects may take */
    ArchiveUnpacker(InputStream archive, OutputStream scratch, long mostIndex) {
        this.mostIndex = mostIndex;
        this.packed = new PackedSource(archive);
        this.scratch = scratch;
    }

    /** What was unpacked. */
    record Unpacked(String version, ArchiveIndex index, List<String> unknown) {}

    /** Unpacks everything; call once. */
    Unpacked unpack() {
        try {
            guard = new UnpackGuard(new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER), packed);
            unpackEntries(guard);
            drain(guard);
            // The gzip trailer may end before the source does, and a source that checks itself tells at its very end.
            drain(packed);
        } catch (IOException | IllegalArgumentException e) {
            throw translated(e);
        }
        if (version == null) {
            throw refused("it has no entry " + ArchiveLayout.VERSION_ENTRY + ", so it is no backup");
        }
        return new Unpacked(version, index.build(), unknown());
    }

    private void unpackEntries(UnpackGuard guard) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(guard, UTF_8.name());
        while (true) {
            long before = guard.count();
            guard.allow(MOST_HEADER);
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                requireEndMarker(guard.count() - before);
                return;
            }
            String name = safeName(entry);
            place = "at entry " + name;
            guard.allow(entry.getSize() + 2 * RECORD);
            unpackEntry(name, entry, tar);
        }
    }

    private void unpackEntry(String name, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        requirePlain(name, entry);
        Optional<ArchiveItem> item = ArchiveLayout.item(name);
        if (entry.isDirectory()) {
            return;
        }
        if (name.equals(ArchiveLayout.VERSION_ENTRY)) {
            readVersion(entry, tar);
        } else if (item.isPresent()) {
            index.add(item.get(), written, Math.toIntExact(entry.getSize()));
            if (index.bytes() > mostIndex) {
                throw refused("it has more objects than this process has memory for, " + index.size()
                        + " so far; give it more memory");
            }
            copy(entry, tar, scratch);
        } else {
            if (!ArchiveLayout.isKnown(name) && ++unknownEntries <= UNKNOWN_SHOWN) {
                unknown.add(printable(name));
            }
            copy(entry, tar, OutputStream.nullOutputStream());
        }
    }

    private List<String> unknown() {
        if (unknownEntries > UNKNOWN_SHOWN) {
            unknown.add("and " + (unknownEntries - UNKNOWN_SHOWN) + " more");
        }
        return List.copyOf(unknown);
    }

    private void copy(TarArchiveEntry entry, InputStream tar, OutputStream target) throws IOException {
        long left = entry.getSize();
        while (left > 0) {
            int read = tar.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException();
            }
            write(target, read);
            left -= read;
        }
    }

    private void write(OutputStream target, int length) {
        try {
            target.write(buffer, 0, length);
        } catch (IOException e) {
            throw ArchiveReader.scratchFailure(e);
        }
        if (target == scratch) {
            written += length;
        }
    }

    private void readVersion(TarArchiveEntry entry, InputStream tar) throws IOException {
        if (entry.getSize() > LONGEST_VERSION) {
            throw refused("its version is " + entry.getSize() + " bytes long");
        }
        String text = new String(tar.readAllBytes(), UTF_8).strip();
        if (!ArchiveLayout.READABLE_VERSIONS.contains(text)) {
            throw refused("it has format version \"" + printable(text) + "\", and this release reads 1 and 1.1.0 only;"
                    + " a newer release may read it");
        }
        version = text;
    }

    private String safeName(TarArchiveEntry entry) {
        String name = entry.getName();
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        if (name.length() > ArchiveLayout.LONGEST_NAME) {
            throw refused("its entry \"" + printable(name) + "\" has a name of " + name.length()
                    + " characters, and none has more than " + ArchiveLayout.LONGEST_NAME);
        }
        if (!entry.isCheckSumOK()) {
            throw refused("the header of entry \"" + printable(name) + "\" is damaged");
        }
        if (name.startsWith("/")
                || name.indexOf('\0') >= 0
                || Arrays.asList(name.split("/", -1)).contains("..")) {
            throw refused("its entry \"" + printable(name) + "\" leads out of the archive; do not trust this file");
        }
        return name;
    }

    private void requirePlain(String name, TarArchiveEntry entry) {
        if (entry.getSize() < 0 || entry.getSize() > ArchiveLayout.LARGEST_ENTRY) {
            throw refused("its entry \"" + printable(name) + "\" claims " + entry.getSize()
                    + " bytes, and no object has more than 32 MiB");
        }
        boolean plain = PLAIN_FILES.indexOf(entry.getLinkFlag()) >= 0 && !entry.isSparse();
        if (!plain && !entry.isDirectory() && ArchiveLayout.item(name).isPresent()) {
            throw refused(
                    "its entry \"" + printable(name) + "\" is a link or a special file; pack it again as plain files");
        }
    }

    private void requireEndMarker(long bytesAfterLastEntry) throws IOException {
        // Padding of the last entry is below one record; the end is marked by records of zeros.
        if (bytesAfterLastEntry < RECORD) {
            throw new EOFException();
        }
    }

    private void drain(UnpackGuard guard) throws IOException {
        place = "behind its last entry";
        guard.allow(MOST_PADDING);
        drain((InputStream) guard);
    }

    private void drain(InputStream in) throws IOException {
        while (in.read(buffer, 0, buffer.length) >= 0) {
            // what is left has no meaning
        }
    }

    private GoletaException translated(Exception e) {
        IOException source = packed.failure();
        if (source != null) {
            return source.getCause() instanceof GoletaException cause
                    ? cause
                    : GoletaException.retryable(
                            Fault.STORAGE,
                            "Reading the archive broke off after " + packed.count() + " bytes, " + place + ": "
                                    + source.getMessage(),
                            source);
        }
        if (packed.count() == 0) {
            return refused("it is empty");
        }
        if (e instanceof EOFException || (guard != null && guard.ended())) {
            return refused("it is truncated: its " + packed.count() + " bytes end " + place);
        }
        return new GoletaException(
                Fault.STORAGE, "Cannot read the archive: it is damaged " + place + ": " + e.getMessage(), e);
    }

    private static GoletaException refused(String why) {
        return new GoletaException(Fault.STORAGE, "Cannot read the archive: " + why);
    }

    private static String printable(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
