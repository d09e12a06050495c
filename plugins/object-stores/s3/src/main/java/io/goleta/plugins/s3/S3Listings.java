package io.goleta.plugins.s3;

import io.goleta.spi.store.ObjectInfo;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
                        .filter(object -> isKey(object.key()))
                        .toList());
    }

    Stream<String> folders(String prefix) {
        return stream(
                prefix,
                "/",
                page -> page.commonPrefixes().stream()
                        .map(folder -> relative(folder.prefix()))
                        .filter(folder -> isKey(folder.substring(0, folder.length() - 1)))
                        .toList());
    }

    private <T> Stream<T> stream(
            String prefix, @Nullable String delimiter, Function<ListObjectsV2Response, List<T>> content) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(settings.bucket())
                .prefix(settings.prefix() + prefix)
                .delimiter(delimiter)
                .encodingType(EncodingType.URL)
                .build();
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Pages<>(request, content), traits), false);
    }

    private String relative(String key) {
        return key.substring(settings.prefix().length());
    }

    // Other programs mark a folder with an object whose name ends with a slash: none of ours.
    private static boolean isKey(String key) {
        return Stream.of(key.split("/", -1)).noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    }

    private final class Pages<T> implements Iterator<T> {
        private final Function<ListObjectsV2Response, List<T>> content;
        private @Nullable ListObjectsV2Request next;
        private Iterator<T> page = List.<T>of().iterator();

        Pages(ListObjectsV2Request first, Function<ListObjectsV2Response, List<T>> content) {
            this.next = first;
            this.content = content;
        }

        @Override
        public boolean hasNext() {
            ListObjectsV2Request request = next;
            while (!page.hasNext() && request != null) {
                request = turn(request);
            }
            return page.hasNext();
        }

        private @Nullable ListObjectsV2Request turn(ListObjectsV2Request request) {
            ListObjectsV2Response response =
                    connection.call("list " + request.prefix(), "s3:ListBucket", s3 -> s3.listObjectsV2(request));
            page = content.apply(response).iterator();
            next = Boolean.TRUE.equals(response.isTruncated())
                    ? request.toBuilder()
                            .continuationToken(response.nextContinuationToken())
                            .build()
                    : null;
            return next;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }
}
