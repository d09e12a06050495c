package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class ConcurrencyEstimateTest {
    private static final long MILLI = 1_000_000;

    private final ConcurrencyEstimate estimate = new ConcurrencyEstimate(8, 4, 256);

    @Test
    void growsToItsMaximumWhileAnswersStayQuick() {
        load(20_000, inFlight -> 3 * MILLI);

        assertThat(estimate.limit()).isEqualTo(256);
    }

    @Test
    void settlesWhereASaturatedServerStartsToQueue() {
        // 1,500 requests per second at most, 3 ms each when idle
        load(100_000, inFlight -> Math.max(3 * MILLI, inFlight * 1_000 * MILLI / 1_500));

        assertThat(estimate.limit()).isBetween(40, 110);
    }

    @Test
    void shrinksToItsMinimumWhenEverythingIsVerySlow() {
        load(1_000, inFlight -> 2 * MILLI);
        load(20_000, inFlight -> 900 * MILLI);

        assertThat(estimate.limit()).isEqualTo(4);
    }

    @Test
    void recoversWhenTheServerDoes() {
        load(1_000, inFlight -> 2 * MILLI);
        load(20_000, inFlight -> 900 * MILLI);
        load(20_000, inFlight -> 2 * MILLI);

        assertThat(estimate.limit()).isEqualTo(256);
    }

    @Test
    void doesNotGrowWithoutUse() {
        for (int i = 0; i < 10_000; i++) {
            estimate.answered("GET pods", 3 * MILLI, 2);
        }

        assertThat(estimate.limit()).isEqualTo(8);
    }

    @Test
    void aBurstOfRefusalsCutsTheLimitOnlyOnce() {
        for (int i = 0; i < 8; i++) {
            estimate.overloaded();
        }

        assertThat(estimate.limit()).isEqualTo(4);
    }

    @Test
    void neverGoesBelowItsMinimum() {
        for (int i = 0; i < 1_000; i++) {
            estimate.overloaded();
        }

        assertThat(estimate.limit()).isEqualTo(4);
    }

    @Test
    void aSlowKindIsNotMistakenForASlowServer() {
        for (int i = 0; i < 20_000; i++) {
            estimate.answered("GET pods", 2 * MILLI, estimate.limit());
            estimate.answered("POST webhooked", 900 * MILLI, estimate.limit());
        }

        assertThat(estimate.limit()).isEqualTo(256);
    }

    private void load(int requests, IntToLongFunction latency) {
        for (int i = 0; i < requests; i++) {
            estimate.answered("POST configmaps", latency.applyAsLong(estimate.limit()), estimate.limit());
        }
    }
}
