package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CrdsTest {
    private static final Iterable<CrdDocument> DOCUMENTS = CrdDocument.all();
    private static final Path FOLDER = Path.of("src/main/resources/io/goleta/crds");

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void theCommittedDefinitionFitsTheJavaType(CrdDocument document) throws IOException {
        if (Boolean.getBoolean("crds.write")) {
            Files.writeString(FOLDER.resolve(document.fileName()), document.yaml());
        }
        assertThat(FOLDER.resolve(document.fileName()))
                .as("after a change of the types run this test class with -Dcrds.write=true")
                .hasContent(document.yaml());
    }

    @Test
    void allKindsAreThere() {
        assertThat(Crds.all())
                .hasSameSizeAs(CrdDocument.all())
                .allSatisfy(yaml -> assertThat(yaml).contains("component: \"velero\""))
                .noneSatisfy(yaml -> assertThat(yaml).contains("subresources"));
    }
}
