package io.goleta.core.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectionTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            app=web                ; true
            app==web               ; true
            app=db                 ; false
            app!=db                ; true
            app != web             ; false
            none!=web              ; true
            app in (web,db)        ; true
            app in (db)            ; false
            app notin (db)         ; true
            app notin (web)        ; false
            none notin (web)       ; true
            app                    ; true
            none                   ; false
            !app                   ; false
            ! none                 ; true
            app=web,tier=front     ; true
            app=web , tier=back    ; false
            velero.io/x=y          ; true
            empty=                 ; true
            app=                   ; false
            empty in (,a)          ; true
            ''                     ; true
            """)
    void understandsTheNotationOfKubectl(String text, boolean selected) {
        Map<String, String> labels = Map.of("app", "web", "tier", "front", "velero.io/x", "y", "empty", "");

        assertThat(LabelSelection.parse(text).test(labels)).isEqualTo(selected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=a",
                "a=b=c",
                "a in",
                "a in b",
                "a in (b",
                "a b",
                ",",
                "a,",
                "!",
                "a=b,,c",
                "a in (b))",
                "-a=b",
                "a=b/c",
                "UP/x/y",
                "a in (b,-c)"
            })
    void refusesWhatKubectlRefuses(String text) {
        assertThatThrownBy(() -> LabelSelection.parse(text)).isInstanceOf(GoletaException.class);
    }

    @Test
    void namesThePositionOfAMistake() {
        assertThatThrownBy(() -> LabelSelection.parse("app=web tier"))
                .hasMessage("label selector \"app=web tier\" is invalid: expected a comma before \"tier\"");
    }

    @Test
    void writesTheFormOfTheApiInTheNotationOfKubectl() {
        LabelSelector selector = new LabelSelectorBuilder()
                .addToMatchLabels("tier", "front")
                .addToMatchLabels("app", "web")
                .addToMatchExpressions(requirement("zone", "In", List.of("b", "a")))
                .addToMatchExpressions(requirement("env", "NotIn", List.of("test")))
                .addToMatchExpressions(requirement("live", "Exists", List.of()))
                .addToMatchExpressions(requirement("old", "DoesNotExist", null))
                .build();

        assertThat(LabelSelection.of(selector).text())
                .isEqualTo("app=web,env notin (test),live,!old,tier=front,zone in (a,b)");
    }

    @Test
    void equalitiesBecomeMatchLabels() {
        assertThat(LabelSelection.parse("app=web, tier == front ,empty=").toApi())
                .isEqualTo(Map.of("matchLabels", Map.of("app", "web", "tier", "front", "empty", "")));
    }

    @Test
    void everythingElseBecomesMatchExpressions() {
        assertThat(LabelSelection.parse("tier in (b, a),x notin (c),k8s.io/name,!canary,v!=1")
                        .toApi())
                .isEqualTo(Map.of(
                        "matchExpressions",
                        List.of(
                                Map.of("key", "tier", "operator", "In", "values", List.of("a", "b")),
                                Map.of("key", "x", "operator", "NotIn", "values", List.of("c")),
                                Map.of("key", "k8s.io/name", "operator", "Exists"),
                                Map.of("key", "canary", "operator", "DoesNotExist"),
                                Map.of("key", "v", "operator", "NotIn", "values", List.of("1")))));
    }

    @Test
    void refusesTwoValuesOfALabelInTheFormOfTheApi() {
        assertThat(LabelSelection.parse("a=1,a=1").toApi()).isEqualTo(Map.of("matchLabels", Map.of("a", "1")));
        assertThatThrownBy(() -> LabelSelection.parse("a=1,a=2").toApi())
                .hasMessage("label selector \"a=1,a=2\" is invalid: label \"a\" cannot have two values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app=web", "app=web,tier in (a,b)", "!canary", "name", "v notin (1,2)"})
    void theJsonOfTheApiIsReadAsItIsWritten(String text) {
        assertThat(LabelSelection.ofApi(LabelSelection.parse(text).toApi()).text())
                .isEqualTo(text);
    }

    @Test
    void anInvalidOperatorInTheJsonOfTheApiIsRefused() {
        assertThatThrownBy(() -> LabelSelection.ofApi(
                        Map.of("matchExpressions", List.of(Map.of("key", "a", "operator", "Like")))))
                .hasMessageStartingWith("\"Like\" is not a valid");
    }

    @Test
    void anEmptySelectorSelectsEverything() {
        assertThat(LabelSelection.of(new LabelSelector()).text()).isEmpty();
        assertThat(LabelSelection.of(null).test(Map.of())).isTrue();
        assertThat(LabelSelection.of(new LabelSelector()).isEverything()).isTrue();
    }

    @Test
    void namesAnInvalidOperator() {
        LabelSelector selector = new LabelSelectorBuilder()
                .addToMatchExpressions(requirement("a", "Like", List.of("b")))
                .build();

        assertThatThrownBy(() -> LabelSelection.of(selector)).hasMessageStartingWith("\"Like\" is not a valid");
    }

    @Test
    void theNotationSelectsTheSameAsTheForm() {
        Random random = new Random(3);
        List<String> operators = List.of("In", "NotIn", "Exists", "DoesNotExist");
        for (int i = 0; i < 2_000; i++) {
            String operator = operators.get(random.nextInt(4));
            LabelSelector selector = new LabelSelectorBuilder()
                    .addToMatchLabels(word(random), word(random))
                    .addToMatchExpressions(requirement(
                            word(random),
                            operator,
                            operator.endsWith("In") ? List.of(word(random), word(random)) : List.of()))
                    .build();
            LabelSelection selection = LabelSelection.of(selector);
            Map<String, String> labels = Map.of("a", word(random), "b", word(random));

            assertThat(LabelSelection.parse(selection.text()).test(labels))
                    .as("%s on %s", selection, labels)
                    .isEqualTo(selection.test(labels));
        }
    }

    private static LabelSelectorRequirement requirement(String key, String operator, @Nullable List<String> values) {
        return new LabelSelectorRequirement(key, operator, values);
    }

    private static String word(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(3)));
    }
}
