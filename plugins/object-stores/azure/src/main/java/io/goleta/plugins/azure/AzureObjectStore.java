package io.goleta.plugins.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** A container of Azure Blob Storage. */
class AzureObjectStore implements ObjectStore {
    private static final HttpHeaderName VERSION = HttpHeaderName.fromString("x-ms-version");
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final AzureSettings settings;
    private final AzureConnection connection;
    private final AzureListings listings;

    AzureObjectStore(AzureSettings settings, AzureConnection connection) {
        this.settings = settings;
        this.connection = connection;
        this.listings = new AzureListings(settings, connection);
    }

    // A listing and no HEAD, because the answer to a HEAD cannot say what is wrong.
    @Override
    public void check() {
        ListBlobsOptions one =
                new ListBlobsOptions().setPrefix(settings.prefix()).setMaxResultsPerPage(1);
        connection.call(
                "look into it",
                container -> container
                        .listBlobs(one, null)
                        .iterableByPage()
                        .iterator()
                        .next());
    }

    @Override
    public void put(String key, InputStream content, long length) {
        new AzureUpload(settings, connection, requireKey(key)).put(content, length);
    }

    @Override
    public Optional<InputStream> get(String key) {
        return open(key, Span.ALL);
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

    // Not by the SDK's methods for it, which copy what they read: its pipeline, which signs and repeats requests, has
    // the stream itself. The whole is a range as well, because then the store says how long it is.
    private Optional<InputStream> open(String key, Span span) {
        requireKey(key);
        return connection.call("read " + key, container -> {
            HttpRequest request = new HttpRequest(
                            HttpMethod.GET, blob(container, settings, key).getBlobUrl())
                    .setHeader(VERSION, BlobServiceVersion.getLatest().getVersion())
                    // a part of what is signed
                    .setHeader(HttpHeaderName.CONTENT_LENGTH, "0")
                    .setHeader(HttpHeaderName.RANGE, span.asked());
            HttpResponse response = container.getHttpPipeline().sendSync(request, Context.NONE);
            int status = response.getStatusCode();
            if (status == OK || status == PARTIAL) {
                Optional<InputStream> content = AzureDownload.of(key, span, response);
                if (content.isEmpty()) {
                    response.close();
                    throw otherBytes(key, span);
                }
                return content;
            }
            try (response) {
                BlobStorageException refusal = new BlobStorageException(
                        "HTTP " + status,
                        response,
                        response.getBodyAsBinaryData().toString());
                if (status == RANGE_NOT_SATISFIABLE) {
                    return Optional.of(InputStream.nullInputStream());
                }
                if (isMissing(refusal)) {
                    return Optional.empty();
                }
                throw refusal;
            }
        });
    }

    private GoletaException otherBytes(String key, Span span) {
        return GoletaException.retryable(
                Fault.STORAGE,
                "Could not read " + key + " in " + settings.where() + ": the store gave other bytes than "
                        + span.asked(),
                null);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        requireKey(key);
        return connection.call("find " + key, container -> {
            try {
                BlobProperties found = blob(container, settings, key).getProperties();
                return Optional.of(new ObjectInfo(
                        key, found.getBlobSize(), found.getLastModified().toInstant()));
            } catch (BlobStorageException e) {
                if (isMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
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
        requireKey(key);
        connection.call("delete " + key, container -> {
            try {
                // A blob with snapshots, which somebody else made, cannot be deleted without them.
                return blob(container, settings, key)
                        .deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE)
                        .getStatusCode();
            } catch (BlobStorageException e) {
                if (isMissing(e)) {
                    return e.getStatusCode();
                }
                throw e;
            }
        });
    }

    @Override
    public void close() {
        connection.close();
    }

    static BlobClient blob(BlobContainerClient container, AzureSettings settings, String key) {
        return container.getBlobClient(settings.prefix() + key);
    }

    /** Azure would store it, but under a name with slashes. */
    static String requireKey(String key) {
        if (key.indexOf('\\') >= 0) {
            throw new GoletaException(
                    Fault.USER, "\"" + key + "\" is no name that Azure knows: it must not hold a backslash");
        }
        return ObjectStore.requireKey(key);
    }

    private static boolean isMissing(BlobStorageException e) {
        return e.getStatusCode() == 404 && !BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
    }
}
