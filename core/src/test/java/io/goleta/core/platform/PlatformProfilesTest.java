package io.goleta.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformProfilesTest {
    private static final FakeProfile DESERT = FakeProfile.silent("velero.io/desert");
    private static final FakeProfile FOREST = FakeProfile.silent("velero.io/forest");
    private static final FakeProfile OCEAN = FakeProfile.silent("example.com/ocean");
    private static final FakeProfile RAIN = FakeProfile.silent("velero.io/rain")
            .thatAdds(PlatformRequirements.NONE
                    .withNamespaceAnnotation("wet", "very")
                    .withManualStep("Take an umbrella."));

    @Test
    void isVanillaWhenNothingIsDetected() {
        assertThat(chosen(List.of(), DESERT, OCEAN))
                .isEqualTo(new Platform(
                        List.of("vanilla"),
                        List.of("Platform: vanilla (no other platform detected)."),
                        PlatformRequirements.NONE));
    }

    @Test
    void theDetectedOneApplies() {
        Platform platform = chosen(List.of(), DESERT, OCEAN.that(Detection.likely("it is wet")));

        assertThat(platform.names()).containsExactly("example.com/ocean");
        assertThat(platform.reasons()).containsExactly("Platform: example.com/ocean (it is wet).");
        assertThat(platform.requirements().podsDirectory()).contains("/example.com-ocean/pods");
    }

    @Test
    void ofTwoTheOneWithMoreConfidenceAppliesAndTheOtherIsNamed() {
        Platform platform = chosen(
                List.of("auto"),
                DESERT.that(Detection.likely("there is sand")),
                FOREST.that(Detection.certain("there are trees")));

        assertThat(platform.names()).containsExactly("forest");
        assertThat(platform.reasons())
                .containsExactly(
                        "Platform: forest (there are trees).",
                        "Also detected: desert (there is sand); the evidence for forest is stronger."
                                + " Choose it with --platform desert.");
    }

    @Test
    void ofTwoEqualOnesTheFirstByNameAppliesInAnyOrder() {
        FakeProfile desert = DESERT.that(Detection.certain("there is sand"));
        FakeProfile forest = FOREST.that(Detection.certain("there are trees"));

        Platform platform = chosen(List.of(), forest, desert);

        assertThat(platform).isEqualTo(chosen(List.of(), desert, forest));
        assertThat(platform.names()).containsExactly("desert");
        assertThat(platform.reasons())
                .contains("Also detected: forest (there are trees); the evidence is equally strong, and desert comes"
                        + " first by name. Choose it with --platform forest.");
    }

    @Test
    void theUsersChoiceBeatsAnyEvidence() {
        Platform platform =
                chosen(List.of("velero.io/desert"), DESERT, FOREST.that(Detection.certain("there are trees")));

        assertThat(platform.names()).containsExactly("desert");
        assertThat(platform.reasons())
                .containsExactly(
                        "Platform: desert (chosen with --platform).",
                        "Also detected: forest (there are trees); not used because of --platform desert.");
    }

    @Test
    void addOnsApplyInAdditionToAnyPlatform() {
        FakeProfile rain = RAIN.that(Detection.likely("there are clouds"));

        Platform platform = chosen(List.of("desert"), DESERT, rain);

        assertThat(platform.title()).isEqualTo("desert, rain");
        assertThat(platform.reasons()).contains("Add-on: rain (there are clouds).");
        assertThat(platform.requirements().podsDirectory()).contains("/velero.io-desert/pods");
        assertThat(platform.requirements().namespaceAnnotations()).isEqualTo(Map.of("wet", "very"));
        assertThat(platform.requirements().manualSteps()).containsExactly("Take an umbrella.");
    }

    @Test
    void namingOnlyAnAddOnLeavesThePlatformToDetection() {
        Platform platform = chosen(List.of("rain"), DESERT, FOREST.that(Detection.likely("there are trees")), RAIN);

        assertThat(platform.names()).containsExactly("forest", "rain");
    }

    @Test
    void aFailingProfileIsSkipped() {
        PlatformProfile broken = new PlatformProfile() {
            @Override
            public String name() {
                return "example.com/abyss";
            }

            @Override
            public Optional<Detection> detect(ClusterFacts facts) {
                throw new GoletaException(Fault.PLUGIN, "no ground");
            }

            @Override
            public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
                return PlatformRequirements.NONE;
            }
        };

        Platform platform = chosen(List.of(), broken, FOREST.that(Detection.certain("there are trees")));

        assertThat(platform.names()).containsExactly("forest");
        assertThat(platform.reasons()).contains("Profile example.com/abyss was skipped: no ground");
    }

    @Test
    void twoPlatformsAndUnknownNamesAreRefused() {
        assertThatThrownBy(() -> chosen(List.of("desert", "forest"), DESERT, FOREST))
                .isInstanceOf(GoletaException.class)
                .hasMessage("desert and forest are alternatives; name only one of them");
        assertThatThrownBy(() -> chosen(List.of("moon"), DESERT, OCEAN))
                .hasMessage("unknown platform profile moon; valid names are auto, desert, example.com/ocean");
        assertThatThrownBy(() -> chosen(List.of("moon"))).hasMessageEndingWith("no plugin provides platform profiles");
    }

    private static Platform chosen(List<String> names, PlatformProfile... profiles) {
        return new PlatformProfiles(Arrays.asList(profiles)).choose(names, ClusterFacts.UNKNOWN, "velero");
    }

    @Test
    void aProfileThatCannotSayItsRequirementsIsLeftOutUnlessTheUserNamedIt() {
        PlatformProfile broken = new PlatformProfile() {
            @Override
            public String name() {
                return "example.com/broken";
            }

            @Override
            public Optional<Detection> detect(ClusterFacts facts) {
                return Optional.of(Detection.certain("it is dark"));
            }

            @Override
            public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
                throw new GoletaException(Fault.PLUGIN, "plugin dark returned null from requirements");
            }
        };
        PlatformProfiles profiles =
                new PlatformProfiles(List.of(broken, FOREST.that(Detection.likely("there are trees"))));

        Platform detected = profiles.detect(ClusterFacts.UNKNOWN, "velero");

        assertThat(detected.names()).containsExactly("forest");
        assertThat(detected.reasons())
                .contains("Profile example.com/broken was skipped: plugin dark returned null from requirements");
        assertThatThrownBy(() -> profiles.choose(List.of("example.com/broken"), ClusterFacts.UNKNOWN, "velero"))
                .hasMessageContaining("plugin dark returned null");
    }

    @Test
    void aPodsDirectoryIsAbsolute() {
        assertThatThrownBy(() -> PlatformRequirements.NONE.withPodsDirectory("var/pods"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pods directory \"var/pods\" is not an absolute path");
    }
}
