package io.goleta.spi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.goleta.architecture.CodeRules;
import io.goleta.architecture.PrintingRule;
import io.goleta.architecture.SystemPropertiesRule;

/** What the compiler does not check in this module; docs/architecture.md says why. */
@AnalyzeClasses(packages = "io.goleta.spi", importOptions = DoNotIncludeTests.class)
class SpiArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests systemProperties = ArchTests.in(SystemPropertiesRule.class);

    @ArchTest
    static final ArchTests printing = ArchTests.in(PrintingRule.class);

    @ArchTest
    static final ArchRule isALeaf = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.goleta.spi..", "java..", "org.jspecify.annotations..", "org.pf4j");
}
