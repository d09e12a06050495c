package io.goleta.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergePatchTest {

    @Test
    void hasOnlyTheFieldsThatDiffer() {
        Map<String, ?> before = Map.of("phase", "New", "progress", Map.of("done", 1, "total", 5), "message", "x");
        Map<String, ?> after = Map.of("phase", "InProgress", "progress", Map.of("done", 2, "total", 5), "errors", 1);

        Map<String, @Nullable Object> expected = new HashMap<>();
        expected.put("phase", "InProgress");
        expected.put("progress", Map.of("done", 2));
        expected.put("errors", 1);
        expected.put("message", null);
        assertThat(MergePatch.between(before, after)).isEqualTo(expected);
    }

    @Test
    void isEmptyWhenNothingDiffers() {
        assertThat(MergePatch.between(Map.of("count", 1, "ratio", 2.0), Map.of("count", 1L, "ratio", 2)))
                .isEmpty();
        assertThat(MergePatch.between(Map.of("a", Map.of("b", List.of())), Map.of("a", Map.of("b", List.of()))))
                .isEmpty();
        assertThat(MergePatch.between(Map.of(), Map.of("labels", Map.of(), "errors", List.of())))
                .isEmpty();
        assertThat(MergePatch.between(Map.of("labels", Map.of(), "errors", List.of()), Map.of()))
                .isEmpty();
    }

    @Test
    void replacesListsAsAWhole() {
        assertThat(MergePatch.between(Map.of("a", List.of(1, 2)), Map.of("a", List.of(1, 3))))
                .isEqualTo(Map.of("a", List.of(1, 3)));
        assertThat(MergePatch.between(Map.of("a", List.of(1, 2)), Map.of("a", List.of())))
                .isEqualTo(Map.of("a", List.of()));
    }

    @Test
    void keepsFieldsThatTheOriginalHas() {
        Map<String, ?> before = Map.of("address", "10.0.0.2", "gone", "x");
        Map<String, ?> original = Map.of("address", "10.0.0.1");

        assertThat(MergePatch.between(before, Map.of(), original)).isEqualTo(Collections.singletonMap("gone", null));
    }

    @Test
    void appliedMakesTheOtherDocument() {
        Map<String, Object> before = Map.of("a", Map.of("b", 1, "c", 2), "gone", true, "list", List.of(1));
        Map<String, Object> after = Map.of("a", Map.of("b", 1, "c", 3), "list", List.of(2), "new", Map.of("x", "y"));

        assertThat(MergePatch.applied(before, MergePatch.between(before, after)))
                .isEqualTo(after);
    }

    @Test
    void appliedReplacesAScalarByAnObject() {
        assertThat(MergePatch.applied(Map.of("a", 1), Map.of("a", Map.of("b", 2))))
                .isEqualTo(Map.of("a", Map.of("b", 2)));
    }
}
