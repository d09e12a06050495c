package io.goleta.server.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.Sandbox;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseLeadershipTest {
    private static final LeaseLeadership.Timing LONG =
            new LeaseLeadership.Timing(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMillis(20));
    private static final LeaseLeadership.Timing SHORT =
            new LeaseLeadership.Timing(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMillis(20));

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Heard first = new Heard();
    private final Heard second = new Heard();

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void onlyOneLeadsAndItsSuccessorNeedNotWaitForTheLeaseToEnd() {
        Leadership one = leadership("one", LONG);
        Leadership other = leadership("other", LONG);
        one.seek(first);
        await().until(() -> first.won.get() == 1);
        other.seek(second);
        await().during(Duration.ofMillis(200)).until(() -> second.won.get() == 0);

        one.close();

        await().until(() -> second.won.get() == 1);
        assertThat(first.lost).hasValue(0);
        other.close();
    }

    @Test
    void aRestartedContainerNeedNotWaitForTheLeaseOfItsPredecessor() {
        Leadership killed = leadership("pod_1", LONG);
        killed.seek(first);
        await().until(() -> first.won.get() == 1);

        Leadership restarted = leadership("pod_1", LONG);
        restarted.seek(second);

        await().until(() -> second.won.get() == 1);
        restarted.close();
        killed.close();
    }

    @Test
    void aLeaderWhoseLeaseWasTakenLearnsIt() {
        Leadership one = leadership("one", SHORT);
        one.seek(first);
        await().until(() -> first.won.get() == 1);

        take("another");

        await().until(() -> first.lost.get() == 1);
        one.close();
    }

    @Test
    void aLeaderThatCannotReachTheApiServerGivesUp() {
        Leadership one = leadership("one", SHORT);
        one.seek(first);
        await().until(() -> first.won.get() == 1);

        sandbox.close();

        await().until(() -> first.lost.get() == 1);
        one.close();
    }

    private void take(String holder) {
        client.leases()
                .inNamespace("default")
                .withName("velero-server")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"holderIdentity\": \"" + holder + "\"}}");
    }

    private Leadership leadership(String identity, LeaseLeadership.Timing timing) {
        return new LeaseLeadership(client, "default", identity, timing);
    }

    private static final class Heard implements Leadership.Listener {
        final AtomicInteger won = new AtomicInteger();
        final AtomicInteger lost = new AtomicInteger();

        @Override
        public void won() {
            won.incrementAndGet();
        }

        @Override
        public void lost() {
            lost.incrementAndGet();
        }
    }
}
