package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resumable uploads.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
final class Uploads {
    private static final int CLIENT_CLOSED_REQUEST = 499;
    private static final int INCOMPLETE = 308;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Buckets buckets;
    private final Access access;
    private final Folder folder;

    Uploads(Buckets buckets, Access access, Folder folder) {
        this.buckets = buckets;
        this.access = access;
        this.folder = folder;
    }

    void start(Call call, URI server) throws IOException {
        JsonNode metadata = call.json();
        ObjectSpec spec = ObjectSpec.of(
                call, metadata, call.header("X-Upload-Content-Type").orElse(""));
        String bucket = Routes.bucket(call);
        OptionalLong announced = length(call, "X-Upload-Content-Length");
        Session session = new Session(bucket, spec, Preconditions.of(call), announced, call.fields(), folder.file());
        String id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(UUID.randomUUID().toString().getBytes(US_ASCII));
        sessions.put(id, session);
        call.answerHeader("X-GUploader-UploadID", id)
                .answerHeader(
                        "Location",
                        server + "/upload/storage/v1/b/" + bucket + "/o?uploadType=resumable&upload_id=" + id)
                .answer(200);
    }

    private static OptionalLong length(Call call, String header) {
        try {
            return call.header(header).stream().mapToLong(Long::parseLong).findFirst();
        } catch (NumberFormatException e) {
            throw GcsError.upload(400, "Failed to parse " + header + " header.");
        }
    }

    void cancel(Call call) throws IOException {
        find(call).cancel();
        sessions.remove(call.parameter("upload_id").orElse(""));
        call.answer(CLIENT_CLOSED_REQUEST);
    }

    private Session find(Call call) {
        Session session = sessions.get(call.parameter("upload_id").orElse(""));
        if (session == null || !session.bucket().equals(Routes.bucket(call))) {
            throw GcsError.upload(404, "Not Found");
        }
        return session;
    }

    /** Takes a part of the bytes, or says how many there are. */
    void put(Call call, URI server) throws IOException {
        Session session = find(call);
        OptionalLong length = length(call, "Content-Length");
        ContentRange range = call.header("Content-Range").map(ContentRange::of).orElse(ContentRange.whole(length));
        int turn = session.begin();
        boolean finished = session.object().isPresent();
        if (!finished) {
            requireSense(session, range, length);
            finished = range.isStatus()
                    ? range.total().orElse(-1) == session.stored()
                    : take(call.body(), session, turn, range);
        }
        if (finished) {
            call.answer(finished(call, session, turn).json(server), session.fields());
        } else {
            session.begin();
            incomplete(call, session.stored());
        }
    }

    private StoredObject finished(Call call, Session session, int turn) throws IOException {
        if (session.object().isPresent()) {
            return session.object().get();
        }
        Bucket bucket = buckets.get(session.bucket());
        if (bucket.find(session.spec().name()).isPresent()) {
            access.requirePermission("storage.objects.delete");
        }
        return session.finish(
                turn, bucket, Checksums.ofHeader(call.headers("X-Goog-Hash").orElse("")));
    }

    private static void requireSense(Session session, ContentRange range, OptionalLong length) {
        if (range.isStatus()) {
            if (length.orElse(0) != 0) {
                throw GcsError.upload(400, "Invalid request.  A status query must have no body.");
            }
            return;
        }
        long first = range.first().orElse(0);
        if (first > session.stored()) {
            // A server error, in plain text, is what Google answers.
            throw GcsError.upload(
                    503,
                    "Invalid request.  According to the Content-Range header, the upload offset is " + first
                            + " byte(s), which exceeds already uploaded size of " + session.stored() + " byte(s).");
        }
        requireSize(session, range, length);
        requireUnit(range);
    }

    private static void requireSize(Session session, ContentRange range, OptionalLong length) {
        if (range.length().isPresent() && length.isPresent() && !range.length().equals(length)) {
            throw GcsError.upload(
                    400,
                    "Invalid request.  There were " + length.getAsLong() + " byte(s) in the request body.  There should"
                            + " have been " + range.length().getAsLong()
                            + " byte(s) (according to the Content-Range header).");
        }
        if (range.total().isPresent()
                && session.announced().isPresent()
                && !range.total().equals(session.announced())) {
            throw GcsError.upload(
                    400,
                    "Invalid request.  According to the Content-Range header, the final size is "
                            + range.total().getAsLong() + " byte(s), but X-Upload-Content-Length said "
                            + session.announced().getAsLong() + ".");
        }
    }

    private static void requireUnit(ContentRange range) {
        boolean last = range.total().isPresent()
                && range.last().orElse(-1) + 1 == range.total().getAsLong();
        if (!last && range.length().orElse(Session.UNIT) < Session.UNIT) {
            throw GcsError.upload(
                    400,
                    "Invalid request.  The number of bytes uploaded is required to be equal or greater than 262144,"
                            + " except for the final request (it's recommended to be the exact multiple of 262144)."
                            + "  The received request contained "
                            + range.length().orElse(0)
                            + " bytes, which does not meet this requirement.");
        }
    }

    /** Whether that was the last part. Bytes that were there already are passed over. */
    private static boolean take(InputStream body, Session session, int turn, ContentRange range) throws IOException {
        long position = range.first().orElse(0);
        long limit = range.last().isPresent()
                ? range.last().getAsLong() + 1
                : range.total().orElse(Long.MAX_VALUE);
        byte[] buffer = new byte[1 << 16];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            if (position + count > limit) {
                throw GcsError.upload(400, "Invalid request.  The body is longer than the Content-Range header says.");
            }
            int known = (int) Math.clamp(session.stored() - position, 0, count);
            session.append(turn, buffer, known, count - known);
            position += count;
        }
        if (range.length().isPresent() && position != limit) {
            throw GcsError.upload(400, "Invalid request.  The body is shorter than the Content-Range header says.");
        }
        return range.total().isPresent() && position == range.total().getAsLong();
    }

    private static void incomplete(Call call, long stored) throws IOException {
        if (stored > 0) {
            call.answerHeader("Range", "bytes=0-" + (stored - 1));
        }
        // For clients that would follow a redirect.
        if (call.header("X-GUploader-No-308").filter("yes"::equalsIgnoreCase).isPresent()) {
            call.answerHeader("X-HTTP-Status-Code-Override", Integer.toString(INCOMPLETE))
                    .answer(200);
        } else {
            call.answer(INCOMPLETE);
        }
    }
}
