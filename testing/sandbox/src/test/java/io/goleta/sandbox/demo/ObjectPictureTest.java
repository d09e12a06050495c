package io.goleta.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.sandbox.LocalCluster;
import io.goleta.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectPictureTest {

    private final LocalCluster cluster;
    private final SampleApplication application;

    ObjectPictureTest(@TempDir Path folder) throws IOException {
        this.cluster = LocalCluster.start(Sandbox.start(), folder, folder);
        this.application = new SampleApplication(cluster);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theSameApplicationMadeAgainIsTheSame() throws Exception {
        int created = application.create();
        application.awaitRunning();
        ObjectPicture before = application.objects();
        assertThat(before.objects()).hasSize(created - 1 + 2).containsKeys("Discount summer", "Pod database-0");
        application.destroy();
        assertThat(application.objects().objects()).isEmpty();
        cluster.client()
                .delete(
                        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/discounts.shop.example.com",
                        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());
        application.create();
        application.awaitRunning();
        assertThat(before.differences(application.objects())).isEmpty();
    }

    @Test
    void aChangedFieldIsNamed() throws Exception {
        application.create();
        application.awaitRunning();
        ObjectPicture before = application.objects();
        var patch = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        patch.putObject("data").put("currency", "USD");
        cluster.client().patch("/api/v1/namespaces/shop/configmaps/settings", patch);
        assertThat(before.differences(application.objects()))
                .containsExactly(org.assertj.core.api.Assertions.entry(
                        "ConfigMap settings", ".data.currency was \"EUR\", is \"USD\""));
    }
}
