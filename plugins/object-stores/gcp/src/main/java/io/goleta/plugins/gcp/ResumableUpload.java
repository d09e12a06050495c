package io.goleta.plugins.gcp;

import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.escape.CharEscapers;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.plugins.stores.UploadBuffer;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resumable upload: the object appears with its last chunk; Google deletes unfinished uploads after a week. After a failure the store is
 * asked how many bytes it has, and gets the rest. Used by one thread.
 *
 * <p>Not with Google's own class, which does not support checksums and reads on before it knows whether the store has the previous chunk.
 */
final class ResumableUpload {
    static final String FIELDS = "name,size,generation,crc32c";

    private static final int RESUME_INCOMPLETE = 308;
    private static final Pattern PERSISTED = Pattern.compile("bytes=0-(\\d{1,18})");

    private final GcpSettings settings;
    private final GcpConnection connection;
    private final String key;
    // A secret: everybody who has it can write to the upload.
    private final String url;
    private long start;
    private boolean failed;

    private ResumableUpload(GcpSettings settings, GcpConnection connection, String key, String url) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
        this.url = url;
    }

    /**
     * @param length -1 when unknown
     */
    static ResumableUpload begin(GcpSettings settings, GcpConnection connection, String key, long length) {
        String url = connection.call("store " + key, GcpUpload.PERMISSION, session -> {
            GenericUrl service = new GenericUrl(session.endpoint() + "/");
            service.appendRawPath("upload/storage/v1/b/" + CharEscapers.escapeUriPath(settings.bucket()) + "/o");
            service.set("uploadType", "resumable");
            service.set("fields", FIELDS);
            if (!settings.kmsKeyName().isEmpty()) {
                service.set("kmsKeyName", settings.kmsKeyName());
            }
            HttpRequest request = session.storage()
                    .getRequestFactory()
                    .buildPostRequest(
                            service,
                            new JsonHttpContent(GsonFactory.getDefaultInstance(), GcpUpload.object(settings, key)));
            request.getHeaders().set("X-Upload-Content-Type", GcpUpload.BINARY);
            if (length >= 0) {
                request.getHeaders().set("X-Upload-Content-Length", length);
            }
            HttpResponse response = request.execute();
            response.ignore();
            String location = response.getHeaders().getLocation();
            if (location == null) {
                throw new IOException("the store started no upload");
            }
            return location;
        });
        return new ResumableUpload(settings, connection, key, url);
    }

    /** Sends a chunk other than the last; its size must be a multiple of 256 KiB. */
    void send(UploadBuffer chunk) {
        guarded(new Chunk(chunk, Optional.empty()));
        start += chunk.length();
    }

    /**
     * Sends the last chunk, which may be empty.
     *
     * @param checksum of all chunks
     * @return the stored object
     */
    StorageObject finish(UploadBuffer chunk, String checksum) {
        return guarded(new Chunk(chunk, Optional.of(checksum))).orElseThrow();
    }

    private Optional<StorageObject> guarded(Chunk chunk) {
        try {
            return connection.send("store " + key, GcpUpload.PERMISSION, chunk.buffer.length(), chunk);
        } catch (GoletaException e) {
            failed = true;
            throw e;
        }
    }

    /** Cancels the upload, unless the store itself failed. */
    void cancel(GoletaException failure) {
        if (failed) {
            return;
        }
        try {
            connection.call("cancel the upload of " + key, GcpUpload.PERMISSION, session -> {
                HttpRequest request = session.storage()
                        .getRequestFactory()
                        .buildDeleteRequest(new GenericUrl(url, true))
                        .setThrowExceptionOnExecuteError(false);
                HttpResponse response = request.execute();
                response.ignore();
                return response.getStatusCode();
            });
        } catch (GoletaException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * The store's answer to a chunk.
     *
     * @param stored empty while the upload is incomplete
     * @param has how many bytes of the upload the store has
     */
    private record Reply(Optional<StorageObject> stored, long has) {}

    /** Sends the bytes of a buffer that the store does not have yet. */
    private final class Chunk implements GcpConnection.Call<Optional<StorageObject>> {
        private final UploadBuffer buffer;
        private final Optional<String> checksum;
        private final long end;
        private boolean tried;

        /**
         * @param checksum of the whole object, if this is the last chunk
         */
        Chunk(UploadBuffer buffer, Optional<String> checksum) {
            this.buffer = buffer;
            this.checksum = checksum;
            this.end = start + buffer.length();
        }

        @Override
        public Optional<StorageObject> make(GcpConnection.Session session) throws IOException {
            Reply reply =
                    tried ? reply(put(session, new EmptyContent(), "bytes */*")) : new Reply(Optional.empty(), start);
            tried = true;
            if (reply.stored().isEmpty() && (reply.has() < start || reply.has() > end)) {
                throw lost();
            }
            while (reply.stored().isEmpty() && (checksum.isPresent() || reply.has() < end)) {
                Reply next = send(session, reply.has());
                if (next.stored().isEmpty() && next.has() <= reply.has()) {
                    throw new IOException("the store accepts no more bytes of the upload");
                }
                reply = next;
            }
            return reply.stored();
        }

        private Reply send(GcpConnection.Session session, long from) throws IOException {
            String total = checksum.isPresent() ? String.valueOf(end) : "*";
            String range = from == end ? "bytes */" + total : "bytes " + from + "-" + (end - 1) + "/" + total;
            HttpRequest request = put(session, new BufferContent(buffer, (int) (from - start)), range);
            checksum.ifPresent(crc32c -> request.getHeaders().set(HashHeader.NAME, "crc32c=" + crc32c));
            return reply(request);
        }
    }

    private HttpRequest put(GcpConnection.Session session, HttpContent content, String range) throws IOException {
        HttpRequest request = session.storage().getRequestFactory().buildPutRequest(new GenericUrl(url, true), content);
        request.getHeaders().setContentRange(range);
        return request.setFollowRedirects(false)
                .setThrowExceptionOnExecuteError(false)
                .setParser(new JsonObjectParser(GsonFactory.getDefaultInstance()));
    }

    private Reply reply(HttpRequest request) throws IOException {
        HttpResponse response = request.execute();
        if (response.isSuccessStatusCode()) {
            StorageObject stored = response.parseAs(StorageObject.class);
            return new Reply(Optional.of(stored), start);
        }
        return switch (response.getStatusCode()) {
            case RESUME_INCOMPLETE -> {
                response.ignore();
                Matcher range =
                        PERSISTED.matcher(Objects.toString(response.getHeaders().getRange(), ""));
                yield new Reply(Optional.empty(), range.matches() ? Long.parseLong(range.group(1)) + 1 : 0);
            }
            case 404, 410 -> {
                response.ignore();
                throw lost();
            }
            default -> throw GcpHttpException.of(response);
        };
    }

    private GoletaException lost() {
        return GoletaException.retryable(
                Fault.STORAGE,
                "Could not store " + key + " in " + settings.where() + ": the store lost the upload",
                null);
    }
}
