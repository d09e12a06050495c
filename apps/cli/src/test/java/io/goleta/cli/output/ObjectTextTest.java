package io.goleta.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ObjectTextTest {
    private static final List<String> AWKWARD = List.of(
            "",
            " ",
            "yes",
            "No",
            "null",
            "~",
            "true",
            "1",
            "1e3",
            "0x1f",
            "12:30",
            "1_000",
            ".5",
            "2022-08-01",
            "2022-08-01T10:00:00Z",
            "a: b",
            "a #b",
            "- a",
            "*",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "'a'",
            "\"a\"",
            "a\nb",
            "a\nb\n",
            "  a\nb  ",
            "\ta",
            "a:",
            "[a]",
            "{a}",
            "a\\b",
            "\u00e4\u20ac\ud83d\ude00",
            "a\u0007b",
            "=",
            "<<",
            "?",
            "-",
            "--",
            "a, b",
            "on",
            "Off",
            "y",
            "N",
            "kubernetes.io/name",
            "app=web,tier in (a,b)",
            "x".repeat(200));

    @Test
    void jsonIsIndentedByFour() {
        assertThat(ObjectText.json(example())).isEqualTo("""
                {
                    "name": "daily",
                    "labels": {},
                    "namespaces": [
                        "shop"
                    ],
                    "errors": 2,
                    "none": null
                }
                """);
    }

    @Test
    void yamlIsAsKubectlPrintsIt() {
        assertThat(ObjectText.yaml(example())).isEqualTo("""
                name: daily
                labels: {}
                namespaces:
                - shop
                errors: 2
                none: null
                """);
    }

    @Test
    void everyTextComesBackFromYaml() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String text : AWKWARD) {
            values.put("key of " + values.size(), text);
            values.put(text, "as key");
        }
        values.put("list", new ArrayList<>(AWKWARD));

        Map<String, Object> read = new Yaml().load(ObjectText.yaml(values));

        assertThat(read).isEqualTo(values);
    }

    @Test
    void everyTextComesBackFromJson() throws Exception {
        Map<String, Object> values = Map.of("list", AWKWARD);

        assertThat(new ObjectMapper().readValue(ObjectText.json(values), Map.class))
                .isEqualTo(values);
    }

    @Test
    void numbersStayWhatTheyAre() {
        assertThat(ObjectText.yaml(Arrays.asList(1, 2L, 2.5, true, 123456789012345L)))
                .isEqualTo("- 1\n- 2\n- 2.5\n- true\n- 123456789012345\n");
    }

    private static Map<String, Object> example() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("name", "daily");
        example.put("labels", Map.of());
        example.put("namespaces", List.of("shop"));
        example.put("errors", 2);
        example.put("none", null);
        return example;
    }
}
