package io.goleta.plugins.gcp;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.goleta.spi.store.ObjectInfo;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
                size == null ? 0 : size.longValueExact(), // protobuf, of which some servers are made, leaves out zeros
                Instant.ofEpochMilli(object.getUpdated().getValue()));
    }

    Stream<ObjectInfo> objects(String prefix) {
        return stream(
                prefix,
                request -> request.setFields("nextPageToken,items(" + FIELDS + ")"),
                page -> orEmpty(page.getItems()).stream()
                        .filter(object -> isKey(relative(object.getName())))
                        .map(object -> info(relative(object.getName()), object)));
    }

    Stream<String> folders(String prefix) {
        return stream(
                prefix,
                request -> request.setDelimiter("/").setFields("nextPageToken,prefixes"),
                page -> orEmpty(page.getPrefixes()).stream()
                        .map(this::relative)
                        .filter(folder -> isKey(folder.substring(0, folder.length() - 1))));
    }

    private <T> Stream<T> stream(
            String prefix,
            Function<Storage.Objects.List, Storage.Objects.List> asked,
            Function<Objects, Stream<T>> content) {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Pages<>(settings.prefix() + prefix, asked, content), traits),
                false);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private String relative(String name) {
        return name.substring(settings.prefix().length());
    }

    // Other programs mark a folder with an object whose name ends with a slash: none of ours.
    private static boolean isKey(String key) {
        return Stream.of(key.split("/", -1)).noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    }

    private final class Pages<T> implements Iterator<T> {
        private final String prefix;
        private final Function<Storage.Objects.List, Storage.Objects.List> asked;
        private final Function<Objects, Stream<T>> content;
        private @Nullable String token;
        private boolean last;
        private Iterator<T> page = List.<T>of().iterator();

        Pages(
                String prefix,
                Function<Storage.Objects.List, Storage.Objects.List> asked,
                Function<Objects, Stream<T>> content) {
            this.prefix = prefix;
            this.asked = asked;
            this.content = content;
        }

        @Override
        public boolean hasNext() {
            // A page may be empty and not the last.
            while (!page.hasNext() && !last) {
                turn();
            }
            return page.hasNext();
        }

        private void turn() {
            Objects answer = connection.call("list " + (prefix.isEmpty() ? "all" : prefix), PERMISSION, this::ask);
            page = content.apply(answer).iterator();
            token = answer.getNextPageToken();
            last = token == null || token.isEmpty();
        }

        private Objects ask(GcpConnection.Session session) throws IOException {
            Storage.Objects.List request = session.storage()
                    .objects()
                    .list(settings.bucket())
                    .setPrefix(prefix)
                    .setMaxResults(PAGE)
                    .setPageToken(token);
            return asked.apply(request).execute();
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
