package io.goleta.dist;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

/** What the compiler does not hold: who may know whom, and what nobody does. The reasons are in docs/architecture.md. */
@AnalyzeClasses(
        packages = {"io.goleta", "com.example"},
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.OurOwn.class})
class ArchitectureTest {
    private static final Set<String> CLOCKS = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            OffsetDateTime.class.getName(),
            ZonedDateTime.class.getName());
    private static final DescribedPredicate<JavaClass> MAIN = simpleNameEndingWith("Main");

    /** Leaves out the libraries that a plugin's jar brings along. */
    static final class OurOwn implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jackson/");
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
    static final ArchRule theSpiIsALeaf = classes()
            .that()
            .resideInAPackage("io.goleta.spi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.goleta.spi..", "java..", "org.jspecify.annotations..", "org.pf4j");

    @ArchTest
    static final ArchRule theCommandLineTalksToTheApiServerOnly = noClasses()
            .that()
            .resideInAPackage("io.goleta.cli..")
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

    /** Loading plugins takes longer than most commands do. */
    @ArchTest
    static final ArchRule onlyPlatformCommandsLoadPlugins = noClasses()
            .that()
            .resideInAPackage("io.goleta.cli..")
            .and()
            .resideOutsideOfPackage("io.goleta.cli.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.goleta.core.plugin..");

    @ArchTest
    static final ArchRule customResourcesKnowNothingOfTheEngine = noClasses()
            .that()
            .resideInAPackage("io.goleta.core.api..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.goleta.core..")
                    .and(not(resideInAPackage("io.goleta.core.api..")))
                    .and(not(resideInAPackage("io.goleta.core.json.."))));

    @ArchTest
    static final ArchRule packagesOfCoreAreFreeOfCycles =
            slices().matching("io.goleta.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheSpiAreFreeOfCycles =
            slices().matching("io.goleta.spi.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfServerAndCommandLineAreFreeOfCycles =
            slices().matching("io.goleta.(server|cli).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfPluginsAreFreeOfCycles =
            slices().matching("io.goleta.plugins.(**)").should().beFreeOfCycles();

    /** One module of the server builds the client; the CLI opens connections and builds manifests with it. */
    @ArchTest
    static final ArchRule theKubernetesClientStaysBehindItsWindow = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.goleta.core.kube..",
                    "io.goleta.server.controller..",
                    "io.goleta.server.leader..",
                    "io.goleta.cli..")
            .and()
            .doNotHaveFullyQualifiedName("io.goleta.server.ClusterModule")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.kubernetes.client..");

    /** Its client's types of objects too: the server reads custom resources by their views and everything else as JSON. */
    @ArchTest
    static final ArchRule theServerReadsPlainObjects = noClasses()
            .that()
            .resideInAPackage("io.goleta.server..")
            .and()
            .resideOutsideOfPackages("io.goleta.server.controller..", "io.goleta.server.leader..")
            .and()
            .doNotHaveFullyQualifiedName("io.goleta.server.ClusterModule")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    @ArchTest
    static final ArchRule thePluginFrameworkStaysInThePluginHost = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.goleta.core.plugin..", "io.goleta.spi..", "io.goleta.plugins..", "com.example..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.pf4j..");

    /** Others may carry the annotations of jakarta.inject. */
    @ArchTest
    static final ArchRule onlyWiringKnowsGuice = noClasses()
            .that(not(describe("wiring", type -> outermost(type).getSimpleName().matches(".*(Main|Module|Command)"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject..");

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

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that(not(partOfAMain()).and(not(simpleNameEndingWith("Contract"))))
            .should()
            .callMethodWhere(describe("read the system's clock", ArchitectureTest::readsTheClock));

    @ArchTest
    static final ArchRule theEnvironmentIsInjected = noClasses()
            .that(not(partOfAMain()).and(not(simpleNameEndingWith("Module"))))
            .should()
            .callMethodWhere(describe(
                    "read the environment",
                    call -> call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().equals("getenv")));

    @ArchTest
    static final ArchRule onlyCommandsPrint = noClasses()
            .that(not(partOfAMain()).and(not(resideInAPackage("io.goleta.cli.."))))
            .should()
            .accessTargetWhere(describe(
                    "use standard output or standard error",
                    (JavaAccess<?> access) -> access.getTargetOwner().isEquivalentTo(System.class)
                            && Set.of("out", "err").contains(access.getName())));

    @ArchTest
    static final ArchRule injectionIsByConstructor = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule loggingIsSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule namesSayWhatAClassDoes = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .because("such a name says nothing");

    private static DescribedPredicate<JavaClass> partOfAMain() {
        return describe("part of a main", type -> MAIN.test(outermost(type)));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        boolean isNow = CLOCKS.contains(owner)
                && call.getName().equals("now")
                && call.getTarget().getParameterTypes().isEmpty();
        return isNow || (owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis"));
    }
}
