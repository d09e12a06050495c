package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VeleroApiTest {
    @Test
    void aLongNameAsALabelKeeps57CharactersAndSixDigitsOfItsDigest() {
        String name = "a".repeat(64);
        assertThat(VeleroApi.labelValue("a".repeat(63))).isEqualTo("a".repeat(63));
        assertThat(VeleroApi.labelValue(name)).isEqualTo("a".repeat(57) + "ffe054");
    }
}
