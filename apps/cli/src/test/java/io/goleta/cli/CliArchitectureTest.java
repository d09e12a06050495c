package io.goleta.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.goleta.architecture.CodeRules;
import io.goleta.architecture.SystemPropertiesRule;

/** What the compiler does not check in this module; docs/architecture.md says why. */
@AnalyzeClasses(packages = "io.goleta.cli", importOptions = DoNotIncludeTests.class)
class CliArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests systemProperties = ArchTests.in(SystemPropertiesRule.class);

    @ArchTest
    static final ArchRule talksToTheApiServerOnly = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("io.goleta.core..")
                    .and(not(resideInAnyPackage(
                            "io.goleta.core.api..",
                            "io.goleta.core.coverage..",
                            "io.goleta.core.json..",
                            "io.goleta.core.kube..",
                            "io.goleta.core.platform..",
                            "io.goleta.core.plugin..",
                            "io.goleta.core.run..",
                            "io.goleta.core.select.."))));

    /** Manifests are built of the client's model; the client itself is behind core's window. */
    @ArchTest
    static final ArchRule theKubernetesClientStaysBehindItsWindow =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.fabric8.kubernetes.client..");

    /** Loading plugins takes longer than most commands do. */
    @ArchTest
    static final ArchRule onlyPlatformCommandsLoadPlugins = noClasses()
            .that()
            .resideOutsideOfPackage("io.goleta.cli.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.goleta.core.plugin..");
}
