package io.goleta.core.podvolume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeterministicNameTest {

    @Test
    void isTheSameForTheSameInputs() {
        assertThat(DeterministicName.of("daily", "uid", "pod", "data"))
                .isEqualTo(DeterministicName.of("daily", "uid", "pod", "data"));
    }

    @Test
    void differsWhenAnyInputDiffers() {
        assertThat(DeterministicName.of("daily", "uid", "pod", "data"))
                .isNotEqualTo(DeterministicName.of("daily", "uid", "pod", "logs"));
    }

    @Test
    void startsWithTheReadablePrefix() {
        assertThat(DeterministicName.of("daily-20261122", "uid")).matches("daily-20261122-[0-9a-f]{16}");
    }

    @Test
    void staysAValidNameForTheLongestBackupName() {
        String longest = "a".repeat(199) + "." + "b".repeat(53);

        assertThat(DeterministicName.of(longest, "uid"))
                .hasSizeLessThanOrEqualTo(253)
                .matches("a{199}-[0-9a-f]{16}");
    }
}
