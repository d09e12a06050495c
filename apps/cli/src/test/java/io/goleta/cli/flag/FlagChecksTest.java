package io.goleta.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.GoletaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "daily-20220801", "a.b.c", "0"})
    void takesNamesThatTheApiServerTakes(String name) {
        assertThat(FlagChecks.name("backup", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a..b", ".a", "a b", "../a", "ä"})
    void refusesOthersWithTheRuleThatTheyBreak(String name) {
        assertThatThrownBy(() -> FlagChecks.name("backup", name))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("RFC 1123");
    }

    @Test
    void refusesANameThatIsTooLong() {
        assertThatThrownBy(() -> FlagChecks.name("backup", "a".repeat(254))).hasMessageContaining("253");
    }

    @Test
    void refusesListsThatContradictEachOther() {
        assertThatThrownBy(() -> FlagChecks.includesExcludes("namespace", List.of("*", "a"), List.of()))
                .hasMessageContaining("'*' only");
        assertThatThrownBy(() -> FlagChecks.includesExcludes("namespace", List.of("*"), List.of("*")))
                .hasMessageContaining("cannot contain '*'");
        assertThatThrownBy(() -> FlagChecks.includesExcludes("namespace", List.of("a"), List.of("a")))
                .hasMessageContaining("a is both included and excluded");
        assertThatCode(() -> FlagChecks.includesExcludes("namespace", List.of("*"), List.of("a")))
                .doesNotThrowAnyException();
    }
}
