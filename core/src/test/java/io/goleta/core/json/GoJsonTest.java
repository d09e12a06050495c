package io.goleta.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoJsonTest {

    @Test
    void escapesWhatGoEscapes() {
        assertThat(line("a<b>&\u2028\u2029 \" \\ \n\r\t \b\f\u001f ü€\uD83D\uDE00"))
                .isEqualTo(
                        "\"a\\u003cb\\u003e\\u0026\\u2028\\u2029 \\\" \\\\ \\n\\r\\t \\u0008\\u000c\\u001f ü€\uD83D\uDE00\"\n");
    }

    @Test
    void writesOneLineInTheGivenOrder() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(1, 2.5, true));
        value.put("a", Map.of());
        value.put("<", null);

        assertThat(line(value)).isEqualTo("{\"b\":[1,2.5,true],\"a\":{},\"\\u003c\":null}\n");
    }

    @Test
    void writesNullForNothing() {
        assertThat(line(null)).isEqualTo("null\n");
    }

    @Test
    void indentsAsGoDoes() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("list", List.of("x", Map.of("y", 1)));
        value.put("none", List.of());
        value.put("empty", Map.of());

        assertThat(new String(GoJson.indented(value), UTF_8)).isEqualTo("""
                        {
                          "list": [
                            "x",
                            {
                              "y": 1
                            }
                          ],
                          "none": [],
                          "empty": {}
                        }
                        """);
    }

    @Test
    void keepsNumbersAsTheyWere() throws Exception {
        String numbers = "[1,12345678901234567890,0.1000,1.5E+300]";

        @Nullable Object value = GoJson.read(new ByteArrayInputStream(numbers.getBytes(UTF_8)), List.class);

        assertThat(line(value)).isEqualTo(numbers + "\n");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> GoJson.read(new ByteArrayInputStream("{".getBytes(UTF_8)), Map.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    private static String line(@Nullable Object value) {
        return new String(GoJson.line(value), UTF_8);
    }
}
