package io.goleta.plugins.s3;

import io.goleta.plugins.stores.ObjectKeys;
import io.goleta.plugins.stores.PagedListing;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Reads listings page by page. */
final class S3Listings {
    private final S3Settings settings;
    private final S3Connection connection;

    S3Listings(S3Settings settings, S3Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    Stream<ObjectInfo> objects(String prefix) {
        return stream(
                prefix,
                null,
                page -> page.contents().stream()
                        .map(object -> new ObjectInfo(relative(object.key()), object.size(), object.lastModified()))
                        .filter(object -> ObjectKeys.isKey(object.key())));
    }

    Stream<String> folders(String prefix) {
        return stream(
                ObjectKeys.requireFolder(prefix),
                "/",
                page -> page.commonPrefixes().stream()
                        .map(folder -> relative(folder.prefix()))
                        .filter(ObjectKeys::isFolder));
    }

    private <T> Stream<T> stream(
            String prefix, @Nullable String delimiter, Function<ListObjectsV2Response, Stream<T>> content) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(settings.prefix() + prefix)
                .delimiter(delimiter)
                .encodingType(EncodingType.URL);
        return PagedListing.stream(token -> {
            ListObjectsV2Request asked = request.continuationToken(token).build();
            ListObjectsV2Response page =
                    connection.call("list " + asked.prefix(), "s3:ListBucket", s3 -> s3.listObjectsV2(asked));
            return new PagedListing.Page<>(content.apply(page), next(asked, page));
        });
    }

    private @Nullable String next(ListObjectsV2Request request, ListObjectsV2Response page) {
        if (!Boolean.TRUE.equals(page.isTruncated())) {
            return null;
        }
        if (page.nextContinuationToken() == null) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "Could not list " + request.prefix() + " in " + settings.where()
                            + ": the store sent part of the listing and no token for the rest");
        }
        return page.nextContinuationToken();
    }

    private String relative(String key) {
        return key.substring(settings.prefix().length());
    }
}
