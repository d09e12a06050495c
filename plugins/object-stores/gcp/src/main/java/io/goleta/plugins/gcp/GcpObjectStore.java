package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.plugins.stores.ByteRange;
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

    // A listing, because reading the bucket itself needs a permission that nothing else needs.
    @Override
    public void check() {
        connection.call(
                "list objects",
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
        ByteRange range = ByteRange.of(offset, length);
        return range.isEmpty() ? head(key).map(_ -> InputStream.nullInputStream()) : open(key, range);
    }

    private Optional<InputStream> open(String key, @Nullable ByteRange range) {
        requireKey(settings, key);
        return connection.call("read " + key, GET, session -> {
            try {
                HttpResponse response = media(session.storage(), key, range).executeMedia();
                return Optional.of(GcpDownload.of(key, range, response));
            } catch (HttpResponseException e) {
                if (e.getStatusCode() == RANGE_NOT_SATISFIABLE) {
                    return Optional.of(InputStream.nullInputStream());
                }
                return unlessMissing(e);
            }
        });
    }

    private Storage.Objects.Get media(Storage storage, String key, @Nullable ByteRange range) throws IOException {
        Storage.Objects.Get request = object(storage, key);
        // The bytes as stored, also for objects that are marked as compressed.
        request.setReturnRawInputStream(true);
        request.getRequestHeaders().setAcceptEncoding("gzip");
        if (range != null) {
            request.getRequestHeaders().setRange(range.header());
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
        GcpHttpException answer = GcpHttpException.of(e);
        if (answer.status() == 404 && !answer.isMissingBucket()) {
            return Optional.empty();
        }
        throw answer;
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return listings.objects(prefix);
    }

    @Override
    public Stream<String> folders(String prefix) {
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
                            + "\" is not a valid object name: it must not contain line breaks");
        }
        if ((settings.prefix() + key).getBytes(UTF_8).length > LONGEST_NAME) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + key + "\" is too long: with the location's prefix it has more than " + LONGEST_NAME
                            + " bytes");
        }
        return ObjectStore.requireKey(key);
    }
}
