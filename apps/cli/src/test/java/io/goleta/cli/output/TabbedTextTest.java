package io.goleta.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TabbedTextTest {
    @Test
    void alignsConsecutiveLines() {
        String text =
                new TabbedText().line("Name:\tdaily").line("Namespace:\tvelero").text();

        assertThat(text).isEqualTo("Name:       daily\nNamespace:  velero\n");
    }

    @Test
    void startsAnewAfterALineWithoutThatColumn() {
        String text = new TabbedText()
                .line("Phase:\tNew")
                .blank()
                .line("Resources:")
                .line("\tIncluded:\t*")
                .line("\tCluster-scoped:\tauto")
                .text();

        assertThat(text).isEqualTo("""
                Phase:  New

                Resources:
                  Included:        *
                  Cluster-scoped:  auto
                """);
    }

    @Test
    void colourTakesNoRoom() {
        String text = new TabbedText()
                .line("Phase:", "Failed", Colour.RED)
                .line("Items:\t3")
                .text();

        assertThat(text).isEqualTo("Phase:  \u001b[31mFailed\u001b[0m\nItems:  3\n");
    }

    @Test
    void keepsControlCharactersFromTheTerminal() {
        assertThat(new TabbedText().line("Message:\t\u001b]0;title\u0007").text())
                .isEqualTo("Message:  ?]0;title?\n");
    }
}
