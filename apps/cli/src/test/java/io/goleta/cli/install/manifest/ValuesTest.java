package io.goleta.cli.install.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.GoletaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "velero/velero-plugin-for-aws:v1.0.0, velero-velero-plugin-for-aws, IfNotPresent",
        "registry.example.com:5000/velero/plugin_a:v1, velero-plugin-a, IfNotPresent",
        "registry.example.com/plugin, registry-example-com-plugin, Always",
        "example/plugin:latest, example-plugin, Always",
        "example/plugin@sha256:0123, example-plugin, IfNotPresent",
        "plugin:v1.2, plugin, IfNotPresent"
    })
    void anImageIsNamedAndPulledByItsReference(String reference, String container, String policy) {
        ImageName image = new ImageName(reference);

        assertThat(image.containerName()).isEqualTo(container);
        assertThat(image.pullPolicy()).isEqualTo(policy);
    }

    @Test
    void zeroIsUnbounded() {
        assertThat(new PodResources("0", "64Mi", "0", "0").requirements().getLimits())
                .isEmpty();
        assertThat(new PodResources("0", "64Mi", "0", "0").requirements().getRequests())
                .containsOnlyKeys("memory");
    }

    @ParameterizedTest
    @CsvSource({"2, 1Mi, 1000m, 1Gi", "1, 2Gi, 1, 1Gi", "much, 1Mi, 1, 1Gi", "1, -1Mi, 1, 1Gi"})
    void unreadableAndInvertedResourcesAreRefused(String cpu, String memory, String cpuLimit, String memoryLimit) {
        assertThatThrownBy(() -> new PodResources(cpu, memory, cpuLimit, memoryLimit))
                .isInstanceOf(GoletaException.class);
    }

    @Test
    void aShareIsAFolderOfTheNodesAnExportOrAClaim() {
        assertThat(BucketVolume.parse("hostPath:/srv/b").volume().getHostPath())
                .satisfies(host -> assertThat(host.getPath()).isEqualTo("/srv/b"))
                .satisfies(host -> assertThat(host.getType()).isEqualTo("Directory"));
        assertThat(BucketVolume.parse("nfs:10.0.0.1:/e").volume().getNfs())
                .satisfies(nfs -> assertThat(nfs.getServer()).isEqualTo("10.0.0.1"))
                .satisfies(nfs -> assertThat(nfs.getPath()).isEqualTo("/e"));
        assertThat(BucketVolume.parse("pvc:share")
                        .volume()
                        .getPersistentVolumeClaim()
                        .getClaimName())
                .isEqualTo("share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/srv", "hostPath:srv", "nfs:server", "nfs::/x", "pvc:", "pvc:A/b", "s3:x"})
    void otherVolumesAreRefused(String text) {
        assertThatThrownBy(() -> BucketVolume.parse(text))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("hostPath:/directory, nfs:server:/export or pvc:claim");
    }
}
