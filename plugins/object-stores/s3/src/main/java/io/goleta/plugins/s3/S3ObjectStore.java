package io.goleta.plugins.s3;

import io.goleta.plugins.stores.ByteRange;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.BulkDelete;
import io.goleta.spi.store.ChecksummedPut;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of a store that speaks S3. */
class S3ObjectStore implements ObjectStore, BulkDelete, ChecksummedPut {
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Settings settings;
    private final S3Connection connection;
    private final S3Listings listings;

    S3ObjectStore(S3Settings settings, S3Connection connection) {
        this.settings = settings;
        this.connection = connection;
        this.listings = new S3Listings(settings, connection);
    }

    // A listing and no HEAD, because the answer to a HEAD cannot say what is wrong.
    @Override
    public void check() {
        connection.call(
                "list objects",
                "s3:ListBucket",
                s3 -> s3.listObjectsV2(request -> request.bucket(settings.bucket())
                        .prefix(settings.prefix())
                        .maxKeys(1)));
    }

    @Override
    public void put(String key, InputStream content, long length) {
        new S3Upload(settings, connection, ObjectStore.requireKey(key)).put(content, length);
    }

    @Override
    public void put(String key, InputStream content, long length, String sha256) {
        new ChecksummedUpload(settings, connection, ObjectStore.requireKey(key)).put(content, length, sha256);
    }

    @Override
    public Optional<InputStream> get(String key) {
        return open(
                key,
                null,
                body -> S3Download.whole(key, body, settings.checksum().isPresent()));
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        ByteRange range = ByteRange.of(offset, length);
        return range.isEmpty()
                ? head(key).map(_ -> InputStream.nullInputStream())
                : open(key, range.header(), body -> S3Download.part(key, body, offset));
    }

    private Optional<InputStream> open(
            String key,
            @Nullable String range,
            Function<ResponseInputStream<GetObjectResponse>, InputStream> download) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + ObjectStore.requireKey(key))
                .range(range);
        settings.encryption().apply(request);
        return connection.call("read " + key, "s3:GetObject", s3 -> {
            try {
                // Zero turns off the SDK's limit for slow readers.
                return Optional.of(download.apply(
                        s3.getObject(request.build(), ResponseTransformer.toInputStream(Duration.ZERO))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (S3Exception e) {
                if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                    return Optional.of(InputStream.nullInputStream());
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        HeadObjectRequest.Builder request = HeadObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + ObjectStore.requireKey(key));
        settings.encryption().apply(request);
        return connection.call("find " + key, "s3:GetObject", s3 -> {
            try {
                HeadObjectResponse found = s3.headObject(request.build());
                return Optional.of(new ObjectInfo(key, found.contentLength(), found.lastModified()));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
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
        String full = settings.prefix() + ObjectStore.requireKey(key);
        connection.call(
                "delete " + key,
                "s3:DeleteObject",
                s3 -> s3.deleteObject(
                        request -> request.bucket(settings.bucket()).key(full)));
    }

    /** @throws GoletaException naming the first object that could not be deleted */
    @Override
    public void delete(List<String> keys) {
        new S3Deletion(settings, connection).delete(keys);
    }

    @Override
    public void close() {
        connection.close();
    }
}
