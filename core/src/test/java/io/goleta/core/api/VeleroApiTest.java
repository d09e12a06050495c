package io.goleta.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class VeleroApiTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void aLongNameAsALabelKeeps57CharactersAndSixDigitsOfItsDigest() {
        String name = "a".repeat(64);
        assertThat(VeleroApi.labelValue("a".repeat(63))).isEqualTo("a".repeat(63));
        assertThat(VeleroApi.labelValue(name)).isEqualTo("a".repeat(57) + "ffe054");
    }

    @Test
    void absentListsAndMapsReadAsEmpty() {
        Backup backup = serialization.unmarshal("{\"spec\": {\"ttl\": \"1h0m0s\", \"unknown\": 1}}", Backup.class);
        assertThat(backup.getSpec().includedNamespaces()).isEmpty();
        assertThat(backup.getSpec().ttl()).isEqualTo("1h0m0s");
        assertThat(backup.getStatus()).isNull();
    }

    @Test
    void absentFieldsAreNotWritten() {
        PodVolumeBackup volume = new PodVolumeBackup();
        volume.setMetadata(new ObjectMetaBuilder().withName("v").build());
        assertThat(serialization.asJson(volume))
                .isEqualTo(
                        "{\"apiVersion\":\"velero.io/v1\",\"kind\":\"PodVolumeBackup\",\"metadata\":{\"name\":\"v\"}}");
    }
}
