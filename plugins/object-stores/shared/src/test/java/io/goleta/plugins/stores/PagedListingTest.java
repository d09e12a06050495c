package io.goleta.plugins.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagedListingTest {
    private final List<String> requests = new ArrayList<>();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void readsUntilThereIsNoToken(@Nullable String end) {
        Stream<String> listing = PagedListing.stream(token -> {
            requests.add(String.valueOf(token));
            return token == null
                    ? new PagedListing.Page<>(Stream.of("a", "b"), "2")
                    : new PagedListing.Page<>(Stream.of("c"), end);
        });

        assertThat(listing).containsExactly("a", "b", "c");
        assertThat(requests).containsExactly("null", "2");
    }

    @Test
    void goesOnAfterAnEmptyPage() {
        Stream<String> listing = PagedListing.stream(token -> token == null
                ? new PagedListing.Page<>(Stream.of(), "2")
                : new PagedListing.Page<>(Stream.of("a"), null));

        assertThat(listing).containsExactly("a");
    }

    @Test
    void readsAPageOnlyWhenItIsNeeded() {
        Iterator<Integer> listing = PagedListing.<Integer>stream(token -> {
                    requests.add(String.valueOf(token));
                    int page = token == null ? 1 : Integer.parseInt(token);
                    return new PagedListing.Page<>(Stream.of(page), String.valueOf(page + 1));
                })
                .iterator();

        assertThat(requests).isEmpty();
        assertThat(listing.next()).isEqualTo(1);
        assertThat(requests).hasSize(1);
        assertThat(listing.next()).isEqualTo(2);
        assertThat(requests).hasSize(2);
    }
}
