package io.goleta.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void padsEveryColumnButTheLast() {
        Table table = new Table(
                List.of("NAME", "A", "SELECTOR"),
                List.of(List.of("daily", "1", "<none>"), List.of("x", "22222", "a=b")));

        assertThat(table.text()).isEqualTo("""
                NAME    A       SELECTOR
                daily   1       <none>
                x       22222   a=b
                """);
    }

    @Test
    void isAtLeastSixWide() {
        assertThat(new Table(List.of("A", "B"), List.of(List.of("1", "2"))).text())
                .isEqualTo("A     B\n1     2\n");
    }

    @Test
    void keepsControlCharactersFromTheTerminal() {
        Table table = new Table(List.of("NAME"), List.of(List.of("a\u001b[2Jb\nc")));

        assertThat(table.text()).isEqualTo("NAME\na?[2Jb?c\n");
    }
}
