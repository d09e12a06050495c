package io.goleta.plugins.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Waits before another attempt as long as the store asked for in its last answer, which the SDK's own retries do not heed. */
final class RetryAfterPolicy implements HttpPipelinePolicy {
    private static final String NOT_BEFORE = "goleta-not-before";

    private final Duration longest;

    /**
     * @param longest that any attempt waits
     */
    RetryAfterPolicy(Duration longest) {
        this.longest = longest;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        try {
            Thread.sleep(left(call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another attempt", e);
        }
        HttpResponse response = next.processSync();
        note(call, response);
        return response;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return Mono.defer(() -> Mono.delay(left(call)).then(next.process()).doOnNext(response -> note(call, response)));
    }

    // The attempts of one call share its context.
    private static Duration left(HttpPipelineCallContext call) {
        Optional<Object> notBefore = call.getData(NOT_BEFORE);
        long nanos = notBefore.map(end -> (long) end - System.nanoTime()).orElse(0L);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private void note(HttpPipelineCallContext call, HttpResponse response) {
        Duration asked = seconds(response.getHeaderValue(HttpHeaderName.RETRY_AFTER));
        Duration pause = asked.compareTo(longest) > 0 ? longest : asked;
        call.setData(NOT_BEFORE, System.nanoTime() + pause.toNanos());
    }

    // Azure never says it as a date.
    private static Duration seconds(@Nullable String said) {
        return said != null && said.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(said)) : Duration.ZERO;
    }
}
