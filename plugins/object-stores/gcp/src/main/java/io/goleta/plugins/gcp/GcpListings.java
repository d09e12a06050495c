package io.goleta.plugins.gcp;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.plugins.stores.ObjectKeys;
import io.goleta.plugins.stores.PagedListing;
import io.goleta.spi.store.ObjectInfo;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads listings page by page. */
final class GcpListings {
    static final String PERMISSION = "storage.objects.list";
    static final String FIELDS = "name,size,updated";

    private static final long PAGE = 1000;

    private final GcpSettings settings;
    private final GcpConnection connection;

    GcpListings(GcpSettings settings, GcpConnection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    static ObjectInfo info(String key, StorageObject object) {
        BigInteger size = object.getSize();
        return new ObjectInfo(
                key,
                size == null ? 0 : size.longValueExact(), // servers built with protobuf omit zeros
                Instant.ofEpochMilli(object.getUpdated().getValue()));
    }

    Stream<ObjectInfo> objects(String prefix) {
        return stream(
                prefix,
                request -> request.setFields("nextPageToken,items(" + FIELDS + ")"),
                page -> orEmpty(page.getItems()).stream()
                        .filter(object -> ObjectKeys.isKey(relative(object.getName())))
                        .map(object -> info(relative(object.getName()), object)));
    }

    Stream<String> folders(String prefix) {
        return stream(
                ObjectKeys.requireFolder(prefix),
                request -> request.setDelimiter("/").setFields("nextPageToken,prefixes"),
                page -> orEmpty(page.getPrefixes()).stream().map(this::relative).filter(ObjectKeys::isFolder));
    }

    private <T> Stream<T> stream(
            String prefix, UnaryOperator<Storage.Objects.List> options, Function<Objects, Stream<T>> content) {
        String full = settings.prefix() + prefix;
        return PagedListing.stream(token -> {
            Objects page = connection.call("list " + (full.isEmpty() ? "all" : full), PERMISSION, session -> {
                Storage.Objects.List request = session.storage()
                        .objects()
                        .list(settings.bucket())
                        .setPrefix(full)
                        .setMaxResults(PAGE)
                        .setPageToken(token);
                return options.apply(request).execute();
            });
            return new PagedListing.Page<>(content.apply(page), page.getNextPageToken());
        });
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private String relative(String name) {
        return name.substring(settings.prefix().length());
    }
}
