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

class ProfilesTest {
    private static final FakeProfile DESERT = FakeProfile.silent("velero.io/desert");
    private static final FakeProfile FOREST = FakeProfile.silent("velero.io/forest");
    private static final FakeProfile OCEAN = FakeProfile.silent("example.com/ocean");
    private static final FakeProfile RAIN = FakeProfile.silent("velero.io/rain")
            .thatAdds(PlatformRequirements.NONE
                    .withNamespaceAnnotation("wet", "very")
                    .withAdvice("Take an umbrella."));

    @Test
    void whatNothingSpeaksForIsUsual() {
        assertThat(chosen(List.of(), DESERT, OCEAN))
                .isEqualTo(new Platform(
                        List.of("vanilla"),
                        List.of("Platform vanilla, because nothing speaks for another."),
                        PlatformRequirements.NONE));
    }

    @Test
    void theOneThatIsRecognisedHolds() {
        Platform platform = chosen(List.of(), DESERT, OCEAN.that(Detection.likely("it is wet")));

        assertThat(platform.names()).containsExactly("example.com/ocean");
        assertThat(platform.reasons()).containsExactly("Platform example.com/ocean, because it is wet.");
        assertThat(platform.needs().podsFolder()).contains("/example.com-ocean/pods");
    }

    @Test
    void ofTwoTheSurerHoldsAndTheOtherIsNamed() {
        Platform platform = chosen(
                List.of("auto"),
                DESERT.that(Detection.likely("there is sand")),
                FOREST.that(Detection.certain("there are trees")));

        assertThat(platform.names()).containsExactly("forest");
        assertThat(platform.reasons())
                .containsExactly(
                        "Platform forest, because there are trees.",
                        "It might be desert, because there is sand; but the evidence for forest is stronger."
                                + " If it is, say --platform desert.");
    }

    @Test
    void ofTwoEquallySureOnesTheFirstByNameHoldsWhateverTheOrderTheyCameIn() {
        FakeProfile desert = DESERT.that(Detection.certain("there is sand"));
        FakeProfile forest = FOREST.that(Detection.certain("there are trees"));

        Platform platform = chosen(List.of(), forest, desert);

        assertThat(platform).isEqualTo(chosen(List.of(), desert, forest));
        assertThat(platform.names()).containsExactly("desert");
        assertThat(platform.reasons())
                .contains(
                        "It might be forest, because there are trees; but the evidence is no stronger, and desert comes"
                                + " first by name. If it is, say --platform forest.");
    }

    @Test
    void aUserIsSurerThanAnyEvidence() {
        Platform platform =
                chosen(List.of("velero.io/desert"), DESERT, FOREST.that(Detection.certain("there are trees")));

        assertThat(platform.names()).containsExactly("desert");
        assertThat(platform.reasons())
                .containsExactly(
                        "Platform desert, as you said.",
                        "It might be forest, because there are trees; but you named desert.");
    }

    @Test
    void additionsHoldBesidesAnyPlatform() {
        FakeProfile rain = RAIN.that(Detection.likely("there are clouds"));

        Platform platform = chosen(List.of("desert"), DESERT, rain);

        assertThat(platform.title()).isEqualTo("desert, rain");
        assertThat(platform.reasons()).contains("And rain, because there are clouds.");
        assertThat(platform.needs().podsFolder()).contains("/velero.io-desert/pods");
        assertThat(platform.needs().namespaceAnnotations()).isEqualTo(Map.of("wet", "very"));
        assertThat(platform.needs().advice()).containsExactly("Take an umbrella.");
    }

    @Test
    void whoNamesAnAdditionLeavesThePlatformToTheFacts() {
        Platform platform = chosen(List.of("rain"), DESERT, FOREST.that(Detection.likely("there are trees")), RAIN);

        assertThat(platform.names()).containsExactly("forest", "rain");
    }

    @Test
    void aDefectiveProfileKeepsNobodyFromBeingRecognised() {
        PlatformProfile broken = new PlatformProfile() {
            @Override
            public String name() {
                return "example.com/abyss";
            }

            @Override
            public Optional<Detection> recognise(ClusterFacts facts) {
                throw new GoletaException(Fault.PLUGIN, "no ground");
            }

            @Override
            public PlatformRequirements needs(ClusterFacts facts, String namespace) {
                return PlatformRequirements.NONE;
            }
        };

        Platform platform = chosen(List.of(), broken, FOREST.that(Detection.certain("there are trees")));

        assertThat(platform.names()).containsExactly("forest");
        assertThat(platform.reasons()).contains("Profile example.com/abyss was passed over: no ground");
    }

    @Test
    void twoPlatformsAndUnknownOnesAreRefused() {
        assertThatThrownBy(() -> chosen(List.of("desert", "forest"), DESERT, FOREST))
                .isInstanceOf(GoletaException.class)
                .hasMessage("desert and forest are platforms of their own; name one of them");
        assertThatThrownBy(() -> chosen(List.of("moon"), DESERT, OCEAN))
                .hasMessage("there is no platform profile moon; there is auto, desert, example.com/ocean");
        assertThatThrownBy(() -> chosen(List.of("moon"))).hasMessageEndingWith("no plugin offers any");
    }

    private static Platform chosen(List<String> names, PlatformProfile... profiles) {
        return new Profiles(Arrays.asList(profiles)).choose(names, ClusterFacts.UNKNOWN, "velero");
    }
}
