package io.goleta.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergePatchTest {
    @Test
    void holdsOnlyWhatDiffers() {
        assertThat(MergePatch.between(
                        Map.of("spec", Map.of("a", 1, "b", 2), "kind", "Backup"),
                        Map.of("spec", Map.of("a", 1, "b", 3), "kind", "Backup")))
                .isEqualTo(Map.of("spec", Map.of("b", 3)));
    }

    @Test
    void deletesWithNull() {
        Map<String, Object> expected = new HashMap<>();
        expected.put("message", null);
        assertThat(MergePatch.between(Map.of("message", "gone"), Map.of())).isEqualTo(expected);
    }

    @Test
    void replacesListsAsAWhole() {
        assertThat(MergePatch.between(Map.of("list", List.of(1, 2)), Map.of("list", List.of(2))))
                .isEqualTo(Map.of("list", List.of(2)));
    }

    @Test
    void isEmptyForEqualDocuments() {
        assertThat(MergePatch.between(Map.of("a", Map.of("b", List.of())), Map.of("a", Map.of("b", List.of()))))
                .isEmpty();
    }

    @Test
    void appliedMakesTheOtherDocument() {
        Map<String, Object> before = Map.of("a", Map.of("b", 1, "c", 2), "gone", true, "list", List.of(1));
        Map<String, Object> after = Map.of("a", Map.of("b", 1, "c", 3), "list", List.of(2), "new", Map.of("x", "y"));

        assertThat(MergePatch.applied(before, MergePatch.between(before, after)))
                .isEqualTo(after);
    }

    @Test
    void appliedReplacesWhatIsNoObjectByOne() {
        assertThat(MergePatch.applied(Map.of("a", 1), Map.of("a", Map.of("b", 2))))
                .isEqualTo(Map.of("a", Map.of("b", 2)));
    }
}
