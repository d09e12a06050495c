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
 * What every {@link PlatformProfile} has to do, as tests. Extend it in the tests of a profile and say which profile it is and which
 * clusters it knows.
 */
public abstract class PlatformProfileContract {
    private static final ClusterFacts PLAIN = MadeUpCluster.of("v1.30.0")
            .withNode("node-1", "Debian GNU/Linux 12 (bookworm)", Map.of("kubernetes.io/os", "linux"))
            .withStorageClass("standard", "rancher.io/local-path", List.of())
            .facts();

    /** A new one, as the host makes it. */
    protected abstract PlatformProfile profile();

    /** Clusters that it recognises; none for a profile that has to be named. */
    protected abstract List<ClusterFacts> itsClusters();

    @Test
    protected void hasANameWithADomain() {
        assertThat(profile().name()).matches("[a-z0-9][a-z0-9.-]*/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    }

    @Test
    protected void recognisesItsClustersAndSaysWhy() {
        for (ClusterFacts facts : itsClusters()) {
            assertThat(profile().recognise(facts))
                    .as("%s", facts)
                    .hasValueSatisfying(recognition -> assertThat(recognition.evidence())
                            .as("evidence, to be read after \"because\"")
                            .isNotBlank()
                            .doesNotEndWith(".")
                            .doesNotContain("\n"));
        }
    }

    @Test
    protected void recognisesNothingWhereNothingSpeaksForIt() {
        assertThat(profile().recognise(ClusterFacts.UNKNOWN)).isEmpty();
        assertThat(profile().recognise(PLAIN)).isEmpty();
    }

    @Test
    protected void answersTheSameForTheSameFacts() {
        PlatformProfile profile = profile();
        for (ClusterFacts facts : clusters()) {
            assertThat(profile.recognise(facts)).isEqualTo(profile().recognise(facts));
            assertThat(profile.needs(facts, "velero")).isEqualTo(profile().needs(facts, "velero"));
        }
    }

    @Test
    protected void namesTheKubeletsFolderOfPodsAsThePathItIs() {
        for (ClusterFacts facts : clusters()) {
            assertThat(profile().needs(facts, "velero").podsFolder().stream())
                    .allSatisfy(folder ->
                            assertThat(folder).startsWith("/").endsWith("/pods").doesNotContain("//", "/../", "/./"));
        }
    }

    @Test
    protected void leavesTheFolderToThePlatformWhenItOnlyAdds() {
        if (profile().isAddition()) {
            assertThat(clusters())
                    .allSatisfy(
                            facts -> assertThat(profile().needs(facts, "velero").podsFolder())
                                    .isEmpty());
        }
    }

    @Test
    protected void advisesForTheNamespaceItIsToldOf() {
        for (ClusterFacts facts : clusters()) {
            PlatformRequirements needs = profile().needs(facts, "elsewhere");
            assertThat(needs.advice())
                    .allSatisfy(step ->
                            assertThat(step.lines().findFirst().orElse("")).matches(".*[.:]"))
                    .allSatisfy(step -> assertThat(step).doesNotContain("-n velero", "--namespace velero"));
        }
    }

    @Test
    protected void explainsEachChangeAndHowToMakeItByHand() {
        for (ClusterFacts facts : clusters()) {
            for (ResourcePatch change : profile().needs(facts, "velero").changes()) {
                assertThat(change.mergePatch()).isNotEmpty();
                assertThat(change.reason()).endsWith(".");
                assertThat(change.command()).contains(change.target().name());
            }
        }
    }

    private List<ClusterFacts> clusters() {
        return Stream.concat(Stream.of(ClusterFacts.UNKNOWN, PLAIN), itsClusters().stream())
                .toList();
    }
}
