package io.goleta.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.cli.output.Cells;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorFlagTest {
    @ParameterizedTest
    @ValueSource(strings = {"app=web", "app=web,tier in (a,b)", "!canary", "name", "v notin (1,2)"})
    void readsWhatATableShows(String selector) {
        assertThat(Cells.selector(FlagChecks.selector("--selector", selector))).isEqualTo(selector);
    }

    @Test
    void aTableShowsAnEmptySelectorAndAnInvalidOne() {
        assertThat(Cells.selector(Map.of())).isEqualTo("<none>");
        assertThat(Cells.selector(Map.of("matchExpressions", List.of(Map.of("key", "a", "operator", "Like")))))
                .isEqualTo("<error>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a=b c",
                "=b",
                "a in b",
                "a in (b",
                "a=b,",
                ",a",
                "a=b,,c=d",
                "a>1",
                "-a=b",
                "a=-b",
                "a=b/c",
                "a=1,a=2",
                "!",
                "a!b"
            })
    void refusesWhatIsNotASelector(String selector) {
        assertThatThrownBy(() -> FlagChecks.selector("--selector", selector))
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith(
                        "invalid argument for --selector: label selector \"" + selector + "\" is invalid: ");
    }
}
