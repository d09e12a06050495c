package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.testkit.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    @TempDir
    Path folder;

    @Test
    void everythingTheServerNeedsCanBeMade() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            CommonOptions common = new CommonOptions();
            common.kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
            common.pluginDirs = List.of(folder.resolve("plugins"));
            Injector injector =
                    Guice.createInjector(new ProcessModule(common, 500), new ServerModule(common, new ServerOptions()));

            assertThat(injector.getInstance(ServerProcess.class)).isNotNull();
            injector.getInstance(KubernetesClient.class).close();
        }
    }

    @Test
    void downloadsAreOfferedWhereTheServerListens() {
        assertThat(HousekeepingModule.downloadAddress("https://goleta.example.com/x", ":8085"))
                .hasToString("https://goleta.example.com/x");
        assertThat(HousekeepingModule.downloadAddress(null, "127.0.0.1:9000")).hasToString("http://127.0.0.1:9000");
        assertThat(HousekeepingModule.downloadAddress("", ":8085").getPort()).isEqualTo(8085);
    }
}
