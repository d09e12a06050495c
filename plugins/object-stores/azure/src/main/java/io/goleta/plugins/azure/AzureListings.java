package io.goleta.plugins.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.goleta.spi.store.ObjectInfo;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads listings page by page. */
final class AzureListings {
    private static final int PAGE = 1000;

    private final AzureSettings settings;
    private final AzureConnection connection;

    AzureListings(AzureSettings settings, AzureConnection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    Stream<ObjectInfo> objects(String prefix) {
        return stream(
                prefix,
                (container, options) -> container.listBlobs(options, null),
                item -> isKey(relative(item)) ? Stream.of(object(item)) : Stream.empty());
    }

    Stream<String> folders(String prefix) {
        return stream(
                prefix,
                (container, options) -> container.listBlobsByHierarchy("/", options, null),
                item -> Boolean.TRUE.equals(item.isPrefix()) && isKey(withoutSlash(relative(item)))
                        ? Stream.of(relative(item))
                        : Stream.empty());
    }

    private <T> Stream<T> stream(
            String prefix,
            BiFunction<BlobContainerClient, ListBlobsOptions, PagedIterable<BlobItem>> listing,
            Function<BlobItem, Stream<T>> content) {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(settings.prefix() + prefix).setMaxResultsPerPage(PAGE);
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new Pages<>(
                                "list " + options.getPrefix(), container -> listing.apply(container, options), content),
                        traits),
                false);
    }

    private ObjectInfo object(BlobItem item) {
        return new ObjectInfo(
                relative(item),
                item.getProperties().getContentLength(),
                item.getProperties().getLastModified().toInstant());
    }

    private String relative(BlobItem item) {
        return item.getName().substring(settings.prefix().length());
    }

    private static String withoutSlash(String folder) {
        return folder.substring(0, folder.length() - 1);
    }

    // Other programs mark a folder with an object whose name ends with a slash: none of ours.
    private static boolean isKey(String key) {
        return Stream.of(key.split("/", -1)).noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    }

    private final class Pages<T> implements Iterator<T> {
        private final String doing;
        private final Function<BlobContainerClient, PagedIterable<BlobItem>> listing;
        private final Function<BlobItem, Stream<T>> content;
        private @Nullable String mark;
        private boolean last;
        private Iterator<T> page = List.<T>of().iterator();

        Pages(
                String doing,
                Function<BlobContainerClient, PagedIterable<BlobItem>> listing,
                Function<BlobItem, Stream<T>> content) {
            this.doing = doing;
            this.listing = listing;
            this.content = content;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && !last) {
                turn();
            }
            return page.hasNext();
        }

        private void turn() {
            PagedResponse<BlobItem> response = connection.call(
                    doing,
                    container -> listing.apply(container)
                            .iterableByPage(mark)
                            .iterator()
                            .next());
            page = response.getValue().stream().flatMap(content).iterator();
            mark = response.getContinuationToken();
            last = mark == null || mark.isEmpty();
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
