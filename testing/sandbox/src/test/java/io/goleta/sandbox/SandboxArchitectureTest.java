package io.goleta.sandbox;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.goleta.architecture.CodeRules;
import io.goleta.architecture.PrintingRule;

/** What the compiler does not check in this module; docs/architecture.md says why. */
@AnalyzeClasses(packages = "io.goleta.sandbox", importOptions = DoNotIncludeTests.class)
class SandboxArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests printing = ArchTests.in(PrintingRule.class);
}
