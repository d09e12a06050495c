package io.goleta.core.plugin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.PluginConfig;
import io.goleta.testkit.action.TestConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginConfigsTest {

    @Test
    void readsYamlAsKubectlDoes() {
        assertThat(object("""
                quoted: 'it''s'
                escaped: "a\\tb\\u00e9"
                switched: yes
                date: 2026-01-01
                number: 1001
                share: 0.5
                nothing:
                rules:
                - name: first   # a map in a list
                  ports: [80, 443]
                - name: second
                text: |
                  one
                  two
                """))
                .isEqualTo(Map.of(
                        "quoted",
                        "it's",
                        "escaped",
                        "a\tb\u00e9",
                        "switched",
                        true,
                        "date",
                        "2026-01-01",
                        "number",
                        1001L,
                        "share",
                        0.5,
                        "rules",
                        List.of(Map.of("name", "first", "ports", List.of(80L, 443L)), Map.of("name", "second")),
                        "text",
                        "one\ntwo\n"));
    }

    @Test
    void readsJson() {
        assertThat(object("{\n\t\"a\": [1, {\"b\": null, \"c\": \"\\\"\"}]\n}"))
                .isEqualTo(Map.of("a", List.of(1L, Map.of("c", "\""))));
    }

    @Test
    void keepsTheIndentOfTheFirstLine() {
        assertThat(object("  a: 1\n  b: 2\n")).isEqualTo(Map.of("a", 1L, "b", 2L));
    }

    @Test
    void saysInWhichLineTheMistakeIs() {
        PluginConfig config = PluginConfigs.of("ConfigMap velero/c", Map.of("rules", "a: 1\na: 2"));

        assertThat(config.object("rules")).isEmpty();
        assertThat(config.problems())
                .containsExactly(
                        "rules is \"a: 1\na: 2\" but must be a YAML or JSON object: line 2: found duplicate key a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: *b",
                "a:\n\tb: c",
                "{a: 1",
                "a: 1\n---\nb: 2",
                "a: !!java.io.File x",
                "a: !!binary aGk=",
                "a: .inf",
                "a: 99999999999999999999",
                "just text",
                "a: &a [*a]"
            })
    void refusesWhatJsonCannotSay(String yaml) {
        PluginConfig config = PluginConfigs.of("ConfigMap velero/c", Map.of("rules", yaml));

        config.object("rules");

        assertThat(config.isInvalid("rules")).isTrue();
        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith("rules is \"" + yaml + "\" but must be a YAML or JSON object: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb: on",
                "{\"a\": [1, 2.5, true]}",
                "a: 010",
                "a: 2026-01-01",
                "a: 1\na: 2",
                "a: [",
                "a: *b",
                "[1]"
            })
    void parsesAsTheTestkitDoes(String yaml) {
        PluginConfig host = PluginConfigs.of("x", Map.of("rules", yaml));
        PluginConfig testkit = TestConfig.of(Map.of("rules", yaml));

        assertThat(host.object("rules")).isEqualTo(testkit.object("rules"));
        assertThat(host.problems()).isEqualTo(testkit.problems());
    }

    private static Map<String, Object> object(String yaml) {
        PluginConfig config = PluginConfigs.of("ConfigMap velero/c", Map.of("rules", yaml));
        Map<String, Object> object = config.object("rules");
        assertThat(config.problems()).isEmpty();
        return object;
    }
}
