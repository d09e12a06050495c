package io.goleta.plugins.azure;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.goleta.architecture.CodeRules;
import io.goleta.architecture.PrintingRule;
import io.goleta.architecture.SystemPropertiesRule;

/** What the compiler does not check in this module; docs/architecture.md says why. */
@AnalyzeClasses(packages = "io.goleta.plugins.azure", importOptions = DoNotIncludeTests.class)
class AzureArchitectureTest {
    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests systemProperties = ArchTests.in(SystemPropertiesRule.class);

    @ArchTest
    static final ArchTests printing = ArchTests.in(PrintingRule.class);
}
