package io.goleta.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** For every module but the sandbox, whose HTTP server reads its settings from system properties in whatever process starts it. */
public final class SystemPropertiesRule {
    @ArchTest
    static final ArchRule systemPropertiesAreSetByMainsOnly = noClasses()
            .that(not(CodeRules.partOfAMain()))
            .should()
            .callMethodWhere(describe(
                    "set a system property",
                    call -> call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().equals("setProperty")));

    private SystemPropertiesRule() {}
}
