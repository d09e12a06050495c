package io.goleta.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.goleta.architecture.CodeRules;
import io.goleta.architecture.PrintingRule;
import io.goleta.architecture.SystemPropertiesRule;

/** What the compiler does not check in this module; docs/architecture.md says why. */
@AnalyzeClasses(packages = "io.goleta.server", importOptions = DoNotIncludeTests.class)
class ServerArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests systemProperties = ArchTests.in(SystemPropertiesRule.class);

    @ArchTest
    static final ArchTests printing = ArchTests.in(PrintingRule.class);

    /** One module builds the client; the controller runtime watches and elects leaders with it. */
    @ArchTest
    static final ArchRule theKubernetesClientStaysBehindItsWindow = noClasses()
            .that()
            .resideOutsideOfPackages("io.goleta.server.controller..", "io.goleta.server.leader..")
            .and()
            .doNotHaveFullyQualifiedName("io.goleta.server.ClusterModule")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    /** Others may carry the annotations of jakarta.inject. */
    @ArchTest
    static final ArchRule onlyWiringKnowsGuice = noClasses()
            .that(not(describe(
                    "wiring", type -> CodeRules.outermost(type).getSimpleName().matches(".*(Main|Module|Command)"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");
}
