package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bucket of Google Cloud Storage. */
class GcpObjectStore implements ObjectStore {
    private static final String GET = "storage.objects.get";
    private static final int LONGEST_NAME = 1024;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final GcpSettings settings;
    private final GcpConnection connection;
    private final GcpListings listings;

    GcpObjectStore(GcpSettings settings, GcpConnection connection) {
        this.settings = settings;
        this.connection = connection;
        this.listings = new GcpListings(settings, connection);
    }

    // A listing: to look at the bucket itself takes a permission that is needed for nothing else.
    @Override
    public void check() {
        connection.call(
                "look into it",
                GcpListings.PERMISSION,
                session -> session.storage()
                        .objects()
                        .list(settings.bucket())
                        .setPrefix(settings.prefix())
                        .setMaxResults(1L)
                        .setFields("nextPageToken")
                        .execute());
    }

    @Override
    public void put(String key, InputStream content, long length) {
        new GcpUpload(settings, connection, requireKey(settings, key)).put(content, length);
    }

    @Override
    public Optional<InputStream> get(String key) {
        return open(key, null);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a range from " + offset + " of " + length + " bytes");
        }
        if (length == 0) {
            return head(key).map(_ -> InputStream.nullInputStream());
        }
        return open(key, Span.of(offset, length));
    }

    private Optional<InputStream> open(String key, @Nullable Span span) {
        requireKey(settings, key);
        return connection.call("read " + key, GET, session -> {
            try {
                HttpResponse response = media(session.storage(), key, span).executeMedia();
                return Optional.of(GcpDownload.of(key, span, response));
            } catch (HttpResponseException e) {
                if (e.getStatusCode() == RANGE_NOT_SATISFIABLE) {
                    return Optional.of(InputStream.nullInputStream());
                }
                return unlessMissing(e);
            }
        });
    }

    private Storage.Objects.Get media(Storage storage, String key, @Nullable Span span) throws IOException {
        Storage.Objects.Get request = object(storage, key);
        // As it is stored, also when somebody said that this is compressed.
        request.setReturnRawInputStream(true);
        request.getRequestHeaders().setAcceptEncoding("gzip");
        if (span != null) {
            request.getRequestHeaders().setRange(span.asked());
        }
        return request;
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        requireKey(settings, key);
        return connection.call("find " + key, GET, session -> {
            try {
                StorageObject found = object(session.storage(), key)
                        .setFields(GcpListings.FIELDS)
                        .execute();
                return Optional.of(GcpListings.info(key, found));
            } catch (HttpResponseException e) {
                return unlessMissing(e);
            }
        });
    }

    private Storage.Objects.Get object(Storage storage, String key) throws IOException {
        return storage.objects().get(settings.bucket(), settings.prefix() + key);
    }

    private static <T> Optional<T> unlessMissing(HttpResponseException e) throws GcpHttpException {
        GcpHttpException refusal = GcpHttpException.of(e);
        if (refusal.status() == 404 && !refusal.isOfBucket()) {
            return Optional.empty();
        }
        throw refusal;
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return listings.objects(prefix);
    }

    @Override
    public Stream<String> folders(String prefix) {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("\"" + prefix + "\" does not end with /");
        }
        return listings.folders(prefix);
    }

    @Override
    public void delete(String key) {
        requireKey(settings, key);
        connection.call("delete " + key, "storage.objects.delete", session -> {
            try {
                session.storage()
                        .objects()
                        .delete(settings.bucket(), settings.prefix() + key)
                        .execute();
                return Optional.empty();
            } catch (HttpResponseException e) {
                return unlessMissing(e);
            }
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    static String requireKey(GcpSettings settings, String key) {
        if (key.indexOf('\r') >= 0 || key.indexOf('\n') >= 0) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + key.replaceAll("[\r\n]", "?")
                            + "\" is no name that Google Cloud Storage knows: it must not hold the end of a line");
        }
        if ((settings.prefix() + key).getBytes(UTF_8).length > LONGEST_NAME) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + key + "\" has, with the location's prefix, more than the " + LONGEST_NAME
                            + " bytes that a name in Google Cloud Storage may have");
        }
        return ObjectStore.requireKey(key);
    }
}
