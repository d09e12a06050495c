package io.goleta.plugins.gcp.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an object, or some of them.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/get">Objects: get</a>
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/parameters#range">The header Range</a>
 */
final class Download {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private Download() {}

    static void answer(Call call, Bucket bucket, ObjectName name) throws IOException {
        Bucket.Opened opened = bucket.open(name, Preconditions.number(call, "generation"), Preconditions.of(call));
        try (FileChannel bytes = opened.bytes()) {
            answer(call, opened.object(), bytes);
        }
    }

    private static void answer(Call call, StoredObject object, FileChannel bytes) throws IOException {
        long size = object.content().size();
        Optional<Span> asked = call.header("Range").flatMap(range -> Span.of(range, size));
        if (asked.filter(span -> span.start() >= size || span.start() >= span.end())
                .isPresent()) {
            call.answerHeader("Content-Range", "bytes */" + size);
            throw GcsError.range();
        }
        headers(call, object);
        Span span = asked.orElse(new Span(0, size));
        if (asked.isPresent()) {
            call.answerHeader("Content-Range", "bytes " + span.start() + "-" + (span.end() - 1) + "/" + size);
        }
        try (OutputStream out = call.answer(asked.isPresent() ? 206 : 200, span.end() - span.start())) {
            if (!call.method().equals("HEAD")) {
                copy(bytes, span, out);
            }
        }
    }

    private static void headers(Call call, StoredObject object) {
        call.answerHeader("Content-Type", object.spec().contentType())
                .answerHeader("ETag", object.etag())
                .answerHeader(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                object.created().atOffset(ZoneOffset.UTC)))
                .answerHeader("Accept-Ranges", "bytes")
                .answerHeader("x-goog-generation", Long.toString(object.generation()))
                .answerHeader("x-goog-metageneration", Long.toString(StoredObject.METAGENERATION))
                .answerHeader("x-goog-stored-content-encoding", "identity")
                .answerHeader(
                        "x-goog-stored-content-length",
                        Long.toString(object.content().size()))
                // Of the whole object, also when only some of it is asked for.
                .answerHeader("x-goog-hash", "crc32c=" + object.content().crc32c())
                .answerHeader("x-goog-hash", "md5=" + object.content().md5())
                .answerHeader("x-goog-storage-class", "STANDARD");
    }

    private static void copy(FileChannel bytes, Span span, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (long position = span.start(); position < span.end(); position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), span.end() - position));
            if (bytes.read(buffer, position) < buffer.limit()) {
                throw new IOException("the file of an object is too short");
            }
            out.write(buffer.array(), 0, buffer.limit());
        }
    }

    /** Some bytes of an object; the end is not included. */
    private record Span(long start, long end) {
        /** What a header asks for; none when it is not understood, and then all is meant. */
        static Optional<Span> of(String header, long size) {
            Matcher range = RANGE.matcher(header);
            if (!range.matches() || header.equals("bytes=-")) {
                return Optional.empty();
            }
            if (range.group(1).isEmpty()) {
                long count = Math.min(size, Long.parseLong(range.group(2)));
                return Optional.of(new Span(size - count, size));
            }
            long start = Long.parseLong(range.group(1));
            long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
            // Backwards is no range at all.
            return last < start && !range.group(2).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Span(start, Math.min(size, last + 1)));
        }
    }
}
