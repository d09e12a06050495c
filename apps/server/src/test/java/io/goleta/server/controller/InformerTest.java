package io.goleta.server.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.kube.ListOptions;
import io.goleta.sandbox.FaultInjector;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class InformerTest {
    private static final ApiResource CONFIG_MAPS = new ApiResource(
            new GroupResource("", "configmaps"), "v1", "ConfigMap", "configmap", List.of("cm"), true, Set.of());

    /** The sandbox has no WebSockets, like many a proxy. */
    @Test
    void aWatchOverPlainHttpBearsLettersBeyondAscii() {
        List<String> notes = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start();
                KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
                Informer informer =
                        new Informers(client).of(CONFIG_MAPS, ListOptions.inNamespace("default"), noting(notes))) {
            FaultInjector.Rule watches = sandbox.whenever(
                    request -> request.is("watch", "configmaps"), InjectedFault.slow(Duration.ofMillis(1)));
            informer.start();
            note(client, "plain");
            await().until(() -> notes.contains("plain"));
            int begun = watches.hits();
            List<String> texts = List.of("M\u00fcller", "\u65e5\u672c\u8a9e", "\ud83d\ude80");

            for (String text : texts) {
                note(client, text);
                await().until(() -> notes.contains(text));
            }

            assertThat(notes).endsWith(texts.toArray(String[]::new));
            assertThat(watches.hits()).as("watches that were begun").isEqualTo(begun);
        }
    }

    private static void note(KubernetesClient client, String text) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withGenerateName("note-")
                        .withNamespace("default")
                        .addToAnnotations("note", text)
                        .endMetadata()
                        .build())
                .create();
    }

    private static Informer.Listener noting(List<String> notes) {
        return new Informer.Listener() {
            @Override
            public void changed(KubernetesObject object) {
                String note = object.annotations().get("note");
                if (note != null) {
                    notes.add(note);
                }
            }

            @Override
            public void deleted(KubernetesObject object) {}
        };
    }
}
