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
import io.goleta.plugins.stores.ByteRange;
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
                "list objects",
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
        return open(key, ByteRange.ALL);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        ByteRange range = ByteRange.of(offset, length);
        return range.isEmpty() ? head(key).map(_ -> InputStream.nullInputStream()) : open(key, range);
    }

    // The SDK's download methods copy what they read, so this uses its pipeline, which signs and retries requests and
    // gives the stream itself. The whole object is requested as a range, because then the answer tells its length.
    private Optional<InputStream> open(String key, ByteRange range) {
        requireKey(key);
        return connection.call("read " + key, container -> {
            HttpRequest request = new HttpRequest(
                            HttpMethod.GET, blob(container, settings, key).getBlobUrl())
                    .setHeader(VERSION, BlobServiceVersion.getLatest().getVersion())
                    // part of the signature
                    .setHeader(HttpHeaderName.CONTENT_LENGTH, "0")
                    .setHeader(HttpHeaderName.RANGE, range.header());
            HttpResponse response = container.getHttpPipeline().sendSync(request, Context.NONE);
            int status = response.getStatusCode();
            if (status == OK || status == PARTIAL) {
                Optional<InputStream> content = AzureDownload.of(key, range, response);
                if (content.isEmpty()) {
                    response.close();
                    throw wrongRange(key, range);
                }
                return content;
            }
            try (response) {
                BlobStorageException failure = new BlobStorageException(
                        "HTTP " + status,
                        response,
                        response.getBodyAsBinaryData().toString());
                if (status == RANGE_NOT_SATISFIABLE) {
                    return Optional.of(InputStream.nullInputStream());
                }
                if (isMissing(failure)) {
                    return Optional.empty();
                }
                throw failure;
            }
        });
    }

    private GoletaException wrongRange(String key, ByteRange range) {
        return GoletaException.retryable(
                Fault.STORAGE,
                "Could not read " + key + " in " + settings.where() + ": the store answered with something other than "
                        + range.header(),
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
        return listings.folders(prefix);
    }

    @Override
    public void delete(String key) {
        requireKey(key);
        connection.call("delete " + key, container -> {
            try {
                // A blob with snapshots, made by other programs, can only be deleted together with them.
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

    /** Azure would replace backslashes with slashes. */
    static String requireKey(String key) {
        if (key.indexOf('\\') >= 0) {
            throw new GoletaException(
                    Fault.USER, "\"" + key + "\" is not a valid blob name: it must not contain a backslash");
        }
        return ObjectStore.requireKey(key);
    }

    private static boolean isMissing(BlobStorageException e) {
        return e.getStatusCode() == 404 && !BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
    }
}
