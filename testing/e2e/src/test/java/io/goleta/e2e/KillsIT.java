package io.goleta.e2e;

import static io.goleta.e2e.Kubectl.awaitReady;
import static io.goleta.e2e.Kubectl.kubectl;
import static io.goleta.e2e.Velero.velero;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is killed in the middle of a volume's way is taken up again, without anybody's help. */
@ExtendWith(Installed.class)
class KillsIT {
    private static final String NAMESPACE = "e2e-kills";
    private static final int MEGABYTES = 384;

    enum Victim {
        SERVER {
            @Override
            void kill(String node) {
                String server = kubectl("-n velero get pods -l deploy=velero -o jsonpath={.items[0].spec.nodeName}");
                Disks.onNode(server, killPod(uid("deploy=velero")));
            }
        },
        AGENT {
            @Override
            void kill(String node) {
                Disks.onNode(node, killPod(agentUid(node)));
            }
        },
        RESTIC {
            @Override
            void kill(String node) {
                Disks.onNode(
                        node, script("grep -qx restic $process/comm && grep -qaE 'backup|restore' $process/cmdline"));
            }
        },
        AGENT_POD {
            @Override
            void kill(String node) {
                kubectl("-n velero delete pod -l name=restic --wait=false --field-selector spec.nodeName=" + node);
            }
        };

        abstract void kill(String node);

        private static String agentUid(String node) {
            return uid("name=restic --field-selector spec.nodeName=" + node);
        }

        private static String uid(String selector) {
            return kubectl("-n velero get pods -l " + selector + " -o jsonpath={.items[0].metadata.uid}");
        }

        private static String killPod(String uid) {
            return script("grep -qE '%s|%s' $process/cgroup && ! grep -qx pause $process/comm"
                    .formatted(uid, uid.replace('-', '_')));
        }

        /**
         * Kills what meets the condition, as soon as there is something. The kernel keeps a container's first process from signals
         * of its own container, so the node's root sends them.
         */
        private static String script(String condition) {
            return """
                    killed=; looks=0
                    while [ -z "$killed" ] && [ $looks -lt 200 ]; do
                      for process in /proc/[0-9]*; do
                        if { %s; } 2>/dev/null; then kill -KILL ${process#/proc/} && killed=yes; fi
                      done
                      looks=$((looks+1)); [ -n "$killed" ] || sleep 0.05
                    done
                    [ -n "$killed" ]""".formatted(condition);
        }
    }

    private String node = "";
    private String files = "";

    @BeforeEach
    void application() {
        Apps.namespace(NAMESPACE);
        Kubectl.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: app
                  namespace: e2e-kills
                  annotations: {backup.velero.io/backup-volumes: data}
                spec:
                  containers: [%s]
                  volumes: [{name: data, emptyDir: {}}]
                """.formatted(Apps.container("main", "{name: data, mountPath: /data}")));
        awaitReady(NAMESPACE, "app");
        Files.fill(NAMESPACE, "app", "/data", MEGABYTES);
        files = Files.print(NAMESPACE, "app", "/data");
        node = kubectl("-n e2e-kills get pod app -o jsonpath={.spec.nodeName}");
    }

    @AfterEach
    void clean() {
        // A restore under way would make the namespace again.
        Velero.run("restore delete --all --confirm");
        Kubectl.deleteNamespace(NAMESPACE);
    }

    @ParameterizedTest
    @EnumSource
    void aBackupCompletesAlthoughItsPartnerWasKilled(Victim victim) {
        String name = "killed-" + name(victim);
        velero("backup create " + name + " --include-namespaces e2e-kills");
        awaitUnderWay(() -> Velero.volumeBackups(name));
        victim.kill(node);

        awaitCompleted("backup", name);
        assertThat(Velero.volumeBackups(name))
                .singleElement()
                .satisfies(backup ->
                        assertThat(backup.at("/status/phase").asText()).isEqualTo("Completed"));
        restore(name);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreCompletesAlthoughItsPartnerWasKilled(Victim victim) {
        String name = "restore-" + name(victim);
        velero("backup create " + name + " --include-namespaces e2e-kills --wait");
        Kubectl.deleteNamespace(NAMESPACE);
        velero("restore create " + name + " --from-backup " + name);
        awaitUnderWay(() -> Velero.volumeRestores(name));
        victim.kill(nodeOfRestoredPod());

        awaitCompleted("restore", name);
        awaitReady(NAMESPACE, "app");
        assertThat(Files.print(NAMESPACE, "app", "/data")).isEqualTo(files);
    }

    private static String name(Victim victim) {
        return victim.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String nodeOfRestoredPod() {
        return kubectl("-n e2e-kills get pod app -o jsonpath={.spec.nodeName}");
    }

    private void restore(String name) {
        Kubectl.deleteNamespace(NAMESPACE);
        velero("restore create " + name + " --from-backup " + name + " --wait");
        awaitReady(NAMESPACE, "app");
        assertThat(Files.print(NAMESPACE, "app", "/data")).isEqualTo(files);
    }

    private static void awaitCompleted(String kind, String name) {
        Awaitility.await(kind + " " + name + " ends")
                .atMost(Kubectl.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Velero.phase(kind, name), phase -> phase.matches("Completed|PartiallyFailed|Failed"));
        assertThat(Velero.phase(kind, name))
                .as(() -> velero(kind + " describe " + name + " --details"))
                .isEqualTo("Completed");
    }

    /** Returns as soon as the agent has begun with the volume; a volume that is small enough to be finished by then tests nothing. */
    private static void awaitUnderWay(Supplier<List<JsonNode>> volumes) {
        String phase = Awaitility.await("files are on their way")
                .atMost(Kubectl.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> volumes.get().stream()
                                .map(volume -> volume.at("/status/phase").asText())
                                .collect(Collectors.joining()),
                        found -> !found.matches("|New"));
        assertThat(phase).as("not finished yet").isEqualTo("InProgress");
    }
}
