package io.goleta.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyValuesTest {
    @Test
    void readsPairsInTheirOrder() {
        assertThat(KeyValues.parse("--namespace-mappings", List.of("c:d", "a:b"), ':'))
                .containsExactly(entry("c", "d"), entry("a", "b"));
    }

    @Test
    void leavesOutTheSpacesAroundKeysAndValues() {
        assertThat(KeyValues.parse("--labels", List.of("a=b", " c = d e ")))
                .containsExactly(entry("a", "b"), entry("c", "d e"));
    }

    @Test
    void namesTheFlagOfWhatIsNoPair() {
        assertThatThrownBy(() -> KeyValues.parse("--labels", List.of("a")))
                .hasMessage("invalid argument for --labels: \"a\" is not key=value");
        assertThatThrownBy(() -> KeyValues.parse("--namespace-mappings", List.of(":b"), ':'))
                .hasMessage("invalid argument for --namespace-mappings: \":b\" is not key:value");
    }
}
