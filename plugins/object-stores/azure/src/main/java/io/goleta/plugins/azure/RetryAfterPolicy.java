package io.goleta.plugins.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.goleta.plugins.stores.RetryPauses;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Waits before a retry as long as the store asked for with {@code Retry-After}, which the SDK's own retries ignore. */
final class RetryAfterPolicy implements HttpPipelinePolicy {
    private static final String NOT_BEFORE = "goleta-not-before";

    private final RetryPauses pauses;

    RetryAfterPolicy(RetryPauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        try {
            Thread.sleep(left(call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a retry", e);
        }
        HttpResponse response = next.processSync();
        note(call, response);
        return response;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> Mono.delay(left(call)).then(next.process()).doOnNext(response -> note(call, response)));
    }

    // All attempts of one call share its context.
    private static Duration left(HttpPipelineCallContext call) {
        Optional<Object> notBefore = call.getData(NOT_BEFORE);
        long nanos = notBefore.map(end -> (long) end - System.nanoTime()).orElse(0L);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private void note(HttpPipelineCallContext call, HttpResponse response) {
        Duration pause = pauses.limit(RetryPauses.requested(response.getHeaderValue(HttpHeaderName.RETRY_AFTER)));
        call.setData(NOT_BEFORE, System.nanoTime() + pause.toNanos());
    }
}
