package io.goleta.server.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership by a Lease. The holder renews it every other second; one that cannot do so for ten seconds has lost it, five
 * seconds before a different process may take it.
 */
@Singleton
public final class LeaseLeadership implements Leadership {
    private static final Logger LOGGER = LoggerFactory.getLogger(LeaseLeadership.class);
    private static final String LEASE = "velero-server";

    private final KubernetesClient client;
    private final String namespace;
    private final String identity;
    private final Timing timing;
    private final AtomicBoolean closing = new AtomicBoolean();
    private @Nullable CompletableFuture<?> election;

    /**
     * How long the lease lasts.
     *
     * @param lease after that time without renewal, a different process takes it
     * @param renewal after that time without success, the holder has lost it
     * @param retry between two tries to renew it, or to get it
     */
    record Timing(Duration lease, Duration renewal, Duration retry) {
        static final Timing USUAL = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    /**
     * @param identity no two living processes may have the same; a process that has its dead predecessor's need not wait for
     *     that one's lease to run out
     */
    @Inject
    public LeaseLeadership(
            KubernetesClient client, @Named("namespace") String namespace, @Named("leader-identity") String identity) {
        this(client, namespace, identity, Timing.USUAL);
    }

    LeaseLeadership(KubernetesClient client, String namespace, String identity, Timing timing) {
        // The client's own retries would outlast the lease.
        this.client = client.newClient(new RequestConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout((int) timing.renewal().dividedBy(2).toMillis())
                        .build())
                .adapt(KubernetesClient.class);
        this.namespace = namespace;
        this.identity = identity;
        this.timing = timing;
    }

    @Override
    public void seek(Listener listener) {
        LeaderElectionConfig config = new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(new LeaseLock(namespace, LEASE, identity))
                .withLeaseDuration(timing.lease())
                .withRenewDeadline(timing.renewal())
                .withRetryPeriod(timing.retry())
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(callbacks(listener))
                .build();
        election = client.leaderElector().withConfig(config).build().start();
    }

    private LeaderCallbacks callbacks(Listener listener) {
        AtomicBoolean leading = new AtomicBoolean();
        return new LeaderCallbacks(
                () -> {
                    if (leading.compareAndSet(false, true)) {
                        listener.won();
                    }
                },
                () -> {
                    if (leading.compareAndSet(true, false) && !closing.get()) {
                        listener.lost();
                    }
                },
                holder -> {
                    if (holder != null && !holder.isEmpty() && !holder.equals(identity)) {
                        LOGGER.info("{} is the leader; standing by", holder);
                    }
                });
    }

    @Override
    public void close() {
        closing.set(true);
        if (election != null) {
            election.cancel(true);
        }
    }
}
