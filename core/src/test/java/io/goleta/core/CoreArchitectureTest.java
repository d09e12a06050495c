package io.goleta.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.goleta.architecture.CodeRules;
import io.goleta.architecture.PrintingRule;
import io.goleta.architecture.SystemPropertiesRule;

/** What the compiler does not check in this module; docs/architecture.md says why. */
@AnalyzeClasses(packages = "io.goleta.core", importOptions = DoNotIncludeTests.class)
class CoreArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests systemProperties = ArchTests.in(SystemPropertiesRule.class);

    @ArchTest
    static final ArchTests printing = ArchTests.in(PrintingRule.class);

    @ArchTest
    static final ArchRule customResourcesKnowNothingOfTheEngine = noClasses()
            .that()
            .resideInAPackage("io.goleta.core.api..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.goleta.core..")
                    .and(not(resideInAnyPackage("io.goleta.core.api..", "io.goleta.core.json.."))));

    @ArchTest
    static final ArchRule theKubernetesClientStaysBehindItsWindow = noClasses()
            .that()
            .resideOutsideOfPackage("io.goleta.core.kube..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.kubernetes.client..");

    @ArchTest
    static final ArchRule thePluginFrameworkStaysInThePluginHost = noClasses()
            .that()
            .resideOutsideOfPackage("io.goleta.core.plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    /** They may take values from the API server's window, such as what it offers, but never open it. */
    @ArchTest
    static final ArchRule selectionAndArchiveArePure = noClasses()
            .that()
            .resideInAnyPackage("io.goleta.core.select..", "io.goleta.core.archive..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.goleta.core.kube..",
                            "io.goleta.core.plugin..",
                            "io.fabric8.kubernetes.client..",
                            "java.net..")
                    .and(not(describe("records", JavaClass::isRecord))));
}
