package io.goleta.plugins.stores;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A listing that is read page by page while its stream is consumed. */
public final class PagedListing<T> implements Iterator<T> {
    private final PageReader<T> reader;
    private @Nullable String token;
    private boolean last;
    private Iterator<T> page = Collections.emptyIterator();

    private PagedListing(PageReader<T> reader) {
        this.reader = reader;
    }

    /**
     * One page.
     *
     * @param content may be empty although there are more pages
     * @param next token of the next page; null or empty when this is the last
     */
    public record Page<T>(Stream<T> content, @Nullable String next) {}

    /** Asks the store for one page. */
    @FunctionalInterface
    public interface PageReader<T> {
        /**
         * @param token of the page; null for the first
         */
        Page<T> read(@Nullable String token);
    }

    public static <T> Stream<T> stream(PageReader<T> reader) {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new PagedListing<>(reader), traits), false);
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && !last) {
            Page<T> answer = reader.read(token);
            page = answer.content().iterator();
            token = answer.next();
            last = token == null || token.isEmpty();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
