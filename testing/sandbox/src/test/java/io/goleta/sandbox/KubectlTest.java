package io.goleta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl of this machine works on the sandbox. */
class KubectlTest {

    private static final Sandbox SANDBOX = Sandbox.start();

    @TempDir
    private static Path dir;

    @BeforeAll
    static void findKubectl() throws IOException, InterruptedException {
        Files.writeString(dir.resolve("kubeconfig"), SANDBOX.kubeconfig());
        boolean present;
        try {
            present = new ProcessBuilder("kubectl", "version", "--client")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(30, TimeUnit.SECONDS);
        } catch (IOException absent) {
            present = false;
        }
        Assumptions.assumeTrue(present, "no kubectl on the PATH");
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Test
    void createsAppliesReadsAndDeletesFiles() throws Exception {
        Path file = Files.writeString(dir.resolve("objects.yaml"), """
                apiVersion: v1
                kind: Namespace
                metadata: {name: files}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: files, labels: {app: web}}
                data: {color: blue}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: files}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: web}]}
                """);
        assertThat(kubectl("create", "-f", file.toString()))
                .contains("namespace/files created", "configmap/settings created", "deployment.apps/web created");
        assertThat(kubectl("apply", "-f", file.toString())).contains("configmap/settings configured");
        assertThat(kubectl("apply", "-f", file.toString())).contains("configmap/settings unchanged");
        Files.writeString(file, Files.readString(file).replace("blue", "green"));
        assertThat(kubectl("apply", "--server-side", "--force-conflicts", "-f", file.toString()))
                .contains("configmap/settings serverside-applied");
        assertThat(kubectl("get", "-n", "files", "configmap", "settings", "-o", "jsonpath={.data.color}"))
                .isEqualTo("green");
        assertThat(kubectl("get", "-n", "files", "cm,deploy"))
                .contains("configmap/settings", "deployment.apps/web", "0/1");
        assertThat(kubectl("get", "cm", "-A", "-l", "app in (web,db)", "-o", "name"))
                .isEqualTo("configmap/settings\n");
        assertThat(kubectl("delete", "-f", file.toString(), "--timeout=30s", "--ignore-not-found"))
                .contains("namespace \"files\" deleted");
        assertThat(kubectl("get", "ns")).doesNotContain("files");
    }

    @Test
    void annotatesLabelsPatchesScalesAndWaits() throws Exception {
        kubectl("create", "namespace", "edits");
        kubectl("create", "-n", "edits", "configmap", "c", "--from-literal=a=b");
        kubectl("create", "-n", "edits", "deployment", "d", "--image=i");
        assertThat(kubectl("annotate", "-n", "edits", "cm", "c", "note=yes")).contains("configmap/c annotated");
        assertThat(kubectl("label", "-n", "edits", "cm", "c", "team=blue")).contains("configmap/c labeled");
        assertThat(kubectl("patch", "-n", "edits", "cm", "c", "-p", "{\"data\":{\"a\":null,\"x\":\"y\"}}"))
                .contains("configmap/c patched");
        assertThat(kubectl("get", "-n", "edits", "cm", "c", "-o", "jsonpath={.data}{.metadata.labels.team}"))
                .isEqualTo("{\"x\":\"y\"}blue");
        assertThat(kubectl("scale", "-n", "edits", "deployment", "d", "--replicas=3"))
                .contains("scaled");
        assertThat(kubectl("wait", "--for=jsonpath={.spec.replicas}=3", "-n", "edits", "deployment/d", "--timeout=10s"))
                .contains("condition met");
        assertThat(kubectl("delete", "namespace", "edits", "--timeout=30s")).contains("deleted");
    }

    @Test
    void knowsTheResources() throws Exception {
        assertThat(kubectl("api-resources"))
                .contains("pods", "deployments", "storageclasses", "customresourcedefinitions");
        assertThat(kubectl("auth", "can-i", "create", "pods")).isEqualTo("yes\n");
        assertThat(kubectl("cluster-info")).contains("is running at");
        assertThat(kubectl("explain", "configmaps")).contains("ConfigMap");
    }

    private static String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", dir.resolve("kubeconfig").toString());
        builder.environment().put("HOME", dir.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }
}
