package io.goleta.plugins.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.goleta.plugins.stores.ObjectKeys;
import io.goleta.plugins.stores.PagedListing;
import io.goleta.spi.store.ObjectInfo;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

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
                items -> items.filter(item -> ObjectKeys.isKey(relative(item))).map(this::object));
    }

    Stream<String> folders(String prefix) {
        return stream(
                ObjectKeys.requireFolder(prefix),
                (container, options) -> container.listBlobsByHierarchy("/", options, null),
                items -> items.filter(item -> Boolean.TRUE.equals(item.isPrefix()))
                        .map(this::relative)
                        .filter(ObjectKeys::isFolder));
    }

    private <T> Stream<T> stream(
            String prefix,
            BiFunction<BlobContainerClient, ListBlobsOptions, PagedIterable<BlobItem>> listing,
            Function<Stream<BlobItem>, Stream<T>> content) {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(settings.prefix() + prefix).setMaxResultsPerPage(PAGE);
        return PagedListing.stream(token -> {
            PagedResponse<BlobItem> page = connection.call(
                    "list " + options.getPrefix(),
                    container -> listing.apply(container, options)
                            .iterableByPage(token)
                            .iterator()
                            .next());
            return new PagedListing.Page<>(content.apply(page.getValue().stream()), page.getContinuationToken());
        });
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
}
