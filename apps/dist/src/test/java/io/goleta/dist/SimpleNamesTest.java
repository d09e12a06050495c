package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Readers search for a class by its simple name. */
class SimpleNamesTest {

    @Test
    void aSimpleNameStandsForOneClass() {
        Map<String, Set<String>> classes = new TreeMap<>();
        new ClassFileImporter()
                        .withImportOption(new DoNotIncludeTests())
                        .withImportOption(new ArchitectureTest.OurOwn())
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages("io.goleta", "com.example")
                        .stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .forEach(type -> classes.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                                .add(type.getName()));

        assertThat(classes).hasSizeGreaterThan(500);
        assertThat(classes.values()).filteredOn(names -> names.size() > 1).isEmpty();
    }
}
