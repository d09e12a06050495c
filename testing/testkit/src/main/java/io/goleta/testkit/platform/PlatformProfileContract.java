package io.goleta.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link PlatformProfile} as tests. Extend it in the tests of a profile, with the profile and the clusters that it
 * detects.
 */
public abstract class PlatformProfileContract {
    private static final ClusterFacts PLAIN = ClusterFactsBuilder.of("v1.30.0")
            .withNode("node-1", "Debian GNU/Linux 12 (bookworm)", Map.of("kubernetes.io/os", "linux"))
            .withStorageClass("standard", "rancher.io/local-path", List.of())
            .facts();

    /** A new instance, as the host creates it. */
    protected abstract PlatformProfile profile();

    /** Clusters that the profile detects; none for a profile that must be named. */
    protected abstract List<ClusterFacts> itsClusters();

    @Test
    protected void hasANameWithADomain() {
        assertThat(profile().name()).matches("[a-z0-9][a-z0-9.-]*/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    }

    @Test
    protected void detectsItsClustersWithEvidence() {
        for (ClusterFacts facts : itsClusters()) {
            assertThat(profile().detect(facts))
                    .as("%s", facts)
                    .hasValueSatisfying(detection -> assertThat(detection.evidence())
                            .as("evidence, a clause without full stop")
                            .isNotBlank()
                            .doesNotEndWith(".")
                            .doesNotContain("\n"));
        }
    }

    @Test
    protected void detectsNothingWithoutEvidence() {
        assertThat(profile().detect(ClusterFacts.UNKNOWN)).isEmpty();
        assertThat(profile().detect(PLAIN)).isEmpty();
    }

    @Test
    protected void isDeterministic() {
        PlatformProfile profile = profile();
        for (ClusterFacts facts : clusters()) {
            assertThat(profile.detect(facts)).isEqualTo(profile().detect(facts));
            assertThat(profile.requirements(facts, "velero"))
                    .isEqualTo(profile().requirements(facts, "velero"));
        }
    }

    @Test
    protected void setsAnAbsolutePodsDirectory() {
        for (ClusterFacts facts : clusters()) {
            assertThat(profile().requirements(facts, "velero").podsDirectory().stream())
                    .allSatisfy(folder ->
                            assertThat(folder).startsWith("/").endsWith("/pods").doesNotContain("//", "/../", "/./"));
        }
    }

    @Test
    protected void setsNoPodsDirectoryAsAnAddOn() {
        if (profile().isAddOn()) {
            assertThat(clusters())
                    .allSatisfy(facts -> assertThat(
                                    profile().requirements(facts, "velero").podsDirectory())
                            .isEmpty());
        }
    }

    @Test
    protected void writesManualStepsForTheGivenNamespace() {
        for (ClusterFacts facts : clusters()) {
            PlatformRequirements requirements = profile().requirements(facts, "elsewhere");
            assertThat(requirements.manualSteps())
                    .allSatisfy(step ->
                            assertThat(step.lines().findFirst().orElse("")).matches(".*[.:]"))
                    .allSatisfy(step -> assertThat(step).doesNotContain("-n velero", "--namespace velero"));
        }
    }

    @Test
    protected void explainsEachPatchWithItsCommand() {
        for (ClusterFacts facts : clusters()) {
            for (ResourcePatch patch : profile().requirements(facts, "velero").patches()) {
                assertThat(patch.mergePatch()).isNotEmpty();
                assertThat(patch.reason()).endsWith(".");
                assertThat(patch.command()).contains(patch.target().name());
            }
        }
    }

    private List<ClusterFacts> clusters() {
        return Stream.concat(Stream.of(ClusterFacts.UNKNOWN, PLAIN), itsClusters().stream())
                .toList();
    }
}
