package io.goleta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginConfigTest {

    @Test
    void readsValuesOfEveryType() {
        PluginConfig config = config(Map.of("name", " x ", "count", "7", "on", "T", "pause", "1h30m", "level", "high"));

        assertThat(config.string("name", "")).isEqualTo("x");
        assertThat(config.requiredString("name")).isEqualTo("x");
        assertThat(config.integer("count", 1, 0, 10)).isEqualTo(7);
        assertThat(config.bool("on", false)).isTrue();
        assertThat(config.duration("pause", Duration.ZERO)).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.value("level", 0, "high", text -> 9)).isEqualTo(9);
        assertThatCode(config::verify).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n"})
    void takesABlankValueForAnAbsentOne(String blank) {
        PluginConfig config = config(Map.of("count", blank));

        assertThat(config.integer("count", 5, 0, 10)).isEqualTo(5);
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void reportsEverythingAtOnce() {
        PluginConfig config =
                config(Map.of("count", "11", "on", "maybe", "pause", "soon", "extra", "1", "another", "2"));

        config.integer("count", 5, 0, 10);
        config.bool("on", true);
        config.duration("pause", Duration.ZERO);
        config.requiredString("bucket");

        assertThatThrownBy(config::verify)
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessage("ConfigMap velero/c: count is \"11\" but must be a whole number from 0 to 10;"
                        + " on is \"maybe\" but must be true or false;"
                        + " pause is \"soon\" but must be a duration such as 30s, 10m or 1h30m;"
                        + " bucket is required;"
                        + " unknown key another (known: count, on, pause, bucket);"
                        + " unknown key extra (known: count, on, pause, bucket)");
    }

    @Test
    void goesOnWithTheDefaultAfterABadValue() {
        assertThat(config(Map.of("count", "x")).integer("count", 5, 0, 10)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "yes", "on", "tRuE", "2"})
    void readsBooleansAsGoDoes(String text) {
        PluginConfig config = config(Map.of("on", text));

        assertThat(config.bool("on", false)).isEqualTo(text.equals("TRUE"));
        assertThat(config.problems()).hasSize(text.equals("TRUE") ? 0 : 1);
    }

    @Test
    void saysWhatAPluginsOwnNotationAllows() {
        PluginConfig config = config(Map.of("level", "deep"));

        config.value("level", 0, "high or low", text -> {
            throw new IllegalArgumentException();
        });

        assertThat(config.problems()).isEqualTo(List.of("level is \"deep\" but must be high or low"));
    }

    @Test
    void hasNothingToComplainAboutWithoutKeys() {
        assertThat(PluginConfig.empty().problems()).isEmpty();
        assertThat(PluginConfig.empty().string("any", "default")).isEqualTo("default");
    }

    @Test
    void remembersWhatWasReadAndWhatHolds() {
        PluginConfig config = config(Map.of("image", "my/helper", "size", "huge", "zone", "a"));

        config.string("image", "standard");
        config.integer("size", 3, 1, 9);
        config.duration("pause", Duration.ofMinutes(90));
        config.holds("image", "my/helper:v1");
        config.holds("never read", "x");

        assertThat(config.keys()).containsExactly("image", "size", "zone");
        assertThat(config.settings())
                .containsExactly(
                        new PluginConfig.Setting("image", "standard", "my/helper:v1", "", true),
                        new PluginConfig.Setting("size", "3", "3", "a whole number from 1 to 9", false),
                        new PluginConfig.Setting(
                                "pause", "1h30m0s", "1h30m0s", "a duration such as 30s, 10m or 1h30m", false));
    }

    @Test
    void givesObjectsAndListsWithTheTypesOfJson() {
        Map<String, Object> parsed = new LinkedHashMap<>();
        parsed.put("count", 7);
        parsed.put("share", new BigDecimal("0.5"));
        parsed.put("on", true);
        parsed.put("none", null);
        parsed.put("nested", Map.of(1, List.of(Map.of("a", "b"))));
        PluginConfig config = parsing(Map.of("rules", "...", "names", "..."), text -> parsed);

        assertThat(config.object("rules"))
                .isEqualTo(Map.of(
                        "count", 7L, "share", 0.5, "on", true, "nested", Map.of("1", List.of(Map.of("a", "b")))));
        assertThat(parsing(Map.of("names", "..."), text -> List.of("a", 1)).list("names"))
                .isEqualTo(List.of("a", 1L));
        assertThat(config.object("absent")).isEmpty();
        assertThat(config.list("absent")).isEmpty();
        assertThat(config.isInvalid("rules")).isFalse();
    }

    @Test
    void handsTheParserTheTextWithTheIndentOfItsFirstLine() {
        PluginConfig config = parsing(Map.of("rules", "  a: 1\n  b: 2\n"), text -> Map.of("text", text));

        assertThat(config.object("rules")).isEqualTo(Map.of("text", "  a: 1\n  b: 2\n"));
    }

    @Test
    void reportsStructuredValuesLikeAllOthers() {
        Map<String, Object> twice = new LinkedHashMap<>();
        twice.put("x", List.of(Arrays.asList("a", null)));
        PluginConfig config = parsing(
                Map.of("list", "[]", "map", "{}", "hole", "h", "broken", "b", "big", "B", "odd", "o", "own", "w"),
                text -> switch (text) {
                    case "[]" -> List.of();
                    case "{}" -> Map.of();
                    case "h" -> twice;
                    case "B" -> Map.of("n", BigInteger.TWO.pow(64));
                    case "o" -> Map.of("d", LocalDate.EPOCH);
                    case "w" -> Map.of("colour", "blue");
                    default -> throw new IllegalArgumentException("line 2: no closing bracket");
                });

        config.object("list");
        config.list("map");
        config.object("hole");
        config.object("broken");
        config.object("big");
        config.object("odd");
        int colours = config.object("own", 3, "a list of colours", fields -> {
            throw new IllegalArgumentException("unknown field " + fields.keySet());
        });

        assertThat(colours).isEqualTo(3);
        assertThat(config.isInvalid("own")).isTrue();
        assertThat(config.problems())
                .containsExactly(
                        "list is \"[]\" but must be a YAML or JSON object: it is a list, not an object",
                        "map is \"{}\" but must be a YAML or JSON list: it is an object, not a list",
                        "hole is \"h\" but must be a YAML or JSON object: x[0][1] has no value",
                        "broken is \"b\" but must be a YAML or JSON object: line 2: no closing bracket",
                        "big is \"B\" but must be a YAML or JSON object: n is a number beyond 64 bits",
                        "odd is \"o\" but must be a YAML or JSON object: d is of a type that JSON does not have",
                        "own is \"w\" but must be a list of colours: unknown field [colour]");
    }

    private static PluginConfig parsing(Map<String, String> values, Function<String, Object> yaml) {
        return new PluginConfig("ConfigMap velero/c", values, yaml);
    }

    private static PluginConfig config(Map<String, String> values) {
        return new PluginConfig("ConfigMap velero/c", values);
    }
}
