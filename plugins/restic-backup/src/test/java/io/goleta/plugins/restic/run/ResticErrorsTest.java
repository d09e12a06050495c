package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResticErrorsTest {

    @Test
    void readsTheErrorsOfOldRestic() {
        ResticErrors errors = ResticErrors.of("""
                {"message_type":"error","error":{},"during":"scan","item":"/v/sub"}
                {"message_type":"error","error":{"Op":"open","Path":"b","Err":13},"during":"archival","item":"/v/b"}
                {"message_type":"error","error":{},"during":"archival","item":"sub"}
                Warning: at least one source file could not be read
                """);
        assertThat(errors.files()).isEqualTo("/v/b (open: permission denied), sub");
    }

    @Test
    void readsTheErrorsOfNewRestic() {
        ResticErrors errors = ResticErrors.of("""
                {"message_type":"error","error":{"message":"/v/b: open b: permission denied"},"during":"archival","item":"/v/b"}
                {"message_type":"exit_error","code":3,"message":"Warning: at least one source file could not be read"}
                """);
        assertThat(errors.text())
                .isEqualTo(
                        "Warning: at least one source file could not be read; /v/b (/v/b: open b: permission denied)");
    }

    @Test
    void leavesOutRetriesAndRepetitions() {
        assertThat(ResticErrors.of("""
                                Load(<data/f33f5f23b3>, 17, 0) returned error, retrying after 552ms: 500
                                Fatal: no
                                Fatal: no
                                """).text()).isEqualTo("Fatal: no");
    }

    @Test
    void staysShortWhateverResticSays() {
        String many = IntStream.range(0, 5_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(ResticErrors.of(many).text()).hasSizeLessThan(2_100).endsWith("line 4999");

        BoundedText text = new BoundedText();
        many.lines().forEach(text::add);
        text.add("x".repeat(100_000));
        assertThat(text.toString())
                .startsWith("line 0\n")
                .contains("lines left out")
                .hasSizeLessThan(10_000);
    }
}
