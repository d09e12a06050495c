package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/seed.md promises a proof for each sentence of Velero's page; this looks the proofs up. */
class SeedTableTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern PROOF = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void everyRowNamesTestsThatExist() throws IOException {
        Map<String, String> sources = testSources();
        List<String[]> rows = rows();

        assertThat(rows).hasSizeGreaterThan(40).allSatisfy(row -> {
            assertThat(row).as(String.join("|", row)).hasSize(4);
            assertThat(List.of(row[1], row[2], row[3])).doesNotContain("", " ");
            List<String[]> proofs = proofs(row[3]);
            assertThat(proofs).as("proofs of: " + row[1]).isNotEmpty();
            for (String[] proof : proofs) {
                assertThat(sources).as(row[1]).containsKey(proof[0]);
                assertThat(sources.get(proof[0])).as(row[1]).contains("void " + proof[1] + "(");
            }
        });
    }

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/seed.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| the page |"))
                .map(CELLS::split)
                .toList();
    }

    private static List<String[]> proofs(String cell) {
        Matcher proofs = PROOF.matcher(cell);
        return proofs.results()
                .map(proof -> new String[] {proof.group(1), proof.group(2)})
                .toList();
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (path, attributes) ->
                        path.toString().endsWith(".java") && path.toString().contains("/src/test/java/"))) {
            for (Path file : files.toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
