package io.goleta.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

/** What no module does. Used as {@code @ArchTest static final ArchTests everywhere = ArchTests.in(CodeRules.class)}. */
public final class CodeRules {
    private static final Set<String> CLOCKS = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            OffsetDateTime.class.getName(),
            ZonedDateTime.class.getName());
    private static final DescribedPredicate<JavaClass> MAIN = simpleNameEndingWith("Main");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.goleta.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that(not(partOfAMain()).and(not(simpleNameEndingWith("Contract"))))
            .should()
            .callMethodWhere(describe("read the system's clock", CodeRules::readsTheClock));

    @ArchTest
    static final ArchRule theEnvironmentIsInjected = noClasses()
            .that(not(partOfAMain()).and(not(simpleNameEndingWith("Module"))))
            .should()
            .callMethodWhere(describe(
                    "read the environment",
                    call -> call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().equals("getenv")));

    @ArchTest
    static final ArchRule injectionIsByConstructor = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule loggingIsSlf4j = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule namesSayWhatAClassDoes = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
            .because("such a name says nothing");

    private CodeRules() {}

    /** A class whose outermost class is a program's entry, {@code ...Main}. */
    public static DescribedPredicate<JavaClass> partOfAMain() {
        return describe("part of a main", type -> MAIN.test(outermost(type)));
    }

    /** The class itself, or the top-level class around it. */
    public static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(CodeRules::outermost).orElse(type);
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        boolean isNow = CLOCKS.contains(owner)
                && call.getName().equals("now")
                && call.getTarget().getParameterTypes().isEmpty();
        return isNow || (owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis"));
    }
}
