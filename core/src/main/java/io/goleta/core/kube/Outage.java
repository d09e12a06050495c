package io.goleta.core.kube;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.Set;

/**
 * Tells an outage of the API server from a request that fails for a reason of its own. In an outage a run must stop and be
 * executed again later: thousands of objects would fail as slowly and for no fault of theirs. A request that keeps failing
 * while the server is well (a broken aggregated API, an object that cannot be decrypted) fails for its object only.
 */
public final class Outage {
    private static final ApiResource NAMESPACES = new ApiResource(
            new GroupResource("", "namespaces"), "v1", "Namespace", "namespace", List.of("ns"), false, Set.of("get"));

    private Outage() {}

    /**
     * Throws the failure if the API server is overloaded, cannot be reached, or does not read from its storage. Asks the server
     * if the failure alone does not tell.
     */
    public static void throwIfCauseOf(RuntimeException failure, Cluster cluster) {
        if (isCauseOf(failure, cluster)) {
            throw failure;
        }
    }

    /** Whether the API server as a whole is to blame for the failure of a request. */
    public static boolean isCauseOf(RuntimeException failure, Cluster cluster) {
        if (!isRetryableInCluster(failure)) {
            return false;
        }
        // Priority and fairness sheds the load of one client while it still serves others, so asking would tell
        // nothing.
        return failure instanceof ApiException refused && refused.isTooManyRequests() || !isWell(cluster);
    }

    private static boolean isWell(Cluster cluster) {
        try {
            cluster.get(NAMESPACES, null, "default");
            return true;
        } catch (GoletaException e) {
            return !isRetryableInCluster(e);
        }
    }

    private static boolean isRetryableInCluster(RuntimeException e) {
        return e instanceof GoletaException problem && problem.isRetryable() && problem.fault() == Fault.CLUSTER;
    }
}
