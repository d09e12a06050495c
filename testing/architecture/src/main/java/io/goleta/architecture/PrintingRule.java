package io.goleta.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** For every module but the command line. */
public final class PrintingRule {
    @ArchTest
    static final ArchRule onlyMainsPrint = noClasses()
            .that(not(CodeRules.partOfAMain()))
            .should()
            .accessTargetWhere(describe(
                    "use standard output or standard error",
                    (JavaAccess<?> access) -> access.getTargetOwner().isEquivalentTo(System.class)
                            && Set.of("out", "err").contains(access.getName())));

    private PrintingRule() {}
}
