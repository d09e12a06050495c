package io.goleta.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know which. The rules of one module are in its own tests. The reasons are in docs/architecture.md. */
@AnalyzeClasses(
        packages = {"io.goleta", "com.example"},
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.OurOwn.class})
class ArchitectureTest {

    /** Leaves out the libraries that a plugin's jar brings along, and the jars of tests. */
    static final class OurOwn implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jackson/") && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule dependenciesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("spi")
            .definedBy("io.goleta.spi..")
            .layer("core")
            .definedBy("io.goleta.core..")
            .layer("server")
            .definedBy("io.goleta.server..")
            .layer("cli")
            .definedBy("io.goleta.cli..")
            .layer("testkit")
            .definedBy("io.goleta.testkit..")
            .layer("sandbox")
            .definedBy("io.goleta.sandbox..")
            .layer("plugins")
            .definedBy("io.goleta.plugins..", "com.example..")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("plugins")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("testkit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("sandbox")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("server", "cli");

    @ArchTest
    static final ArchRule thePluginFrameworkStaysInThePluginHost = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.goleta.core.plugin..", "io.goleta.spi..", "io.goleta.plugins..", "com.example..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");
}
