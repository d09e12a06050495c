package io.goleta.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.cli.output.SelectorText;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorFlagTest {
    @Test
    void equalitiesBecomeMatchLabels() {
        assertThat(SelectorFlag.toApi("app=web, tier == front ,empty="))
                .isEqualTo(Map.of("matchLabels", Map.of("app", "web", "tier", "front", "empty", "")));
    }

    @Test
    void everythingElseBecomesExpressions() {
        assertThat(SelectorFlag.toApi("tier in (a, b),x notin (c),k8s.io/name,!canary,v!=1"))
                .isEqualTo(Map.of(
                        "matchExpressions",
                        List.of(
                                Map.of("key", "tier", "operator", "In", "values", List.of("a", "b")),
                                Map.of("key", "x", "operator", "NotIn", "values", List.of("c")),
                                Map.of("key", "k8s.io/name", "operator", "Exists"),
                                Map.of("key", "canary", "operator", "DoesNotExist"),
                                Map.of("key", "v", "operator", "NotIn", "values", List.of("1")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=web", "app=web,tier in (a,b)", "!canary", "name", "v notin (1,2)"})
    void readsWhatATableShows(String selector) {
        assertThat(SelectorText.of(SelectorFlag.toApi(selector))).isEqualTo(selector);
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
        assertThatThrownBy(() -> SelectorFlag.toApi(selector))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("invalid argument for --selector: \"" + selector + "\"");
    }
}
