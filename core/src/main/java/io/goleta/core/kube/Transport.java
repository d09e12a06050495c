package io.goleta.core.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.goleta.core.kube.ApiRequest.RetryMode;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends requests over the connections of a fabric8 client: within the limit, and again where that is safe. */
final class Transport {
    private static final int BRIEF_ATTEMPTS = 2;

    /** Reads the body of a good answer. It has read all it needs when it returns. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    private final KubernetesClient client;
    private final HttpClient http;
    private final String address;
    private final AdaptiveLimit limit;
    private final ExponentialBackoff backoff;
    private final Duration timeout;

    Transport(KubernetesClient client, AdaptiveLimit limit, ExponentialBackoff backoff, Duration timeout) {
        this.client = client;
        this.http = withoutRetries(client, timeout);
        String url = client.getConfiguration().getMasterUrl();
        this.address = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.limit = limit;
        this.backoff = backoff;
        this.timeout = timeout;
    }

    private static HttpClient withoutRetries(KubernetesClient client, Duration timeout) {
        // fabric8's own repetition does not know which requests are safe, nor our limit.
        return client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout((int) timeout.toMillis())
                        .build())
                .build();
    }

    /** The API server's address, without a slash at its end. */
    String address() {
        return address;
    }

    /** Sends the request and reads the answer. */
    <T> T send(ApiRequest request, BodyReader<T> reader) {
        return send(request, reader, doubt -> {});
    }

    /**
     * Sends the request and reads the answer.
     *
     * @param onAmbiguousFailure called before the request is repeated without knowing whether the server acted on it
     */
    <T> T send(ApiRequest request, BodyReader<T> reader, Consumer<Exception> onAmbiguousFailure) {
        for (int failures = 1; ; failures++) {
            Exception failure;
            Optional<Duration> asked = Optional.empty();
            try {
                return once(request, reader);
            } catch (ApiException e) {
                if (!e.isRetryable() || isLast(failures, request) || !mayRepeat(request, e)) {
                    throw e;
                }
                failure = e;
                asked = e.retryAfter();
            } catch (IOException e) {
                if (isLast(failures, request) || request.retryMode() == RetryMode.ONLY_ON_429) {
                    throw unreachable(request, e);
                }
                failure = e;
            }
            if (!isTooManyRequests(failure)) {
                onAmbiguousFailure.accept(failure);
            }
            pause(request, failures, asked);
        }
    }

    private boolean isLast(int failures, ApiRequest request) {
        return failures >= (request.retryMode() == RetryMode.BRIEF ? BRIEF_ATTEMPTS : backoff.attempts());
    }

    private static boolean mayRepeat(ApiRequest request, ApiException e) {
        return request.retryMode() != RetryMode.ONLY_ON_429 || isTooManyRequests(e);
    }

    private static boolean isTooManyRequests(Exception e) {
        return e instanceof ApiException api && api.isTooManyRequests();
    }

    private void pause(ApiRequest request, int failures, Optional<Duration> asked) {
        Duration pause = backoff.pause(failures, ThreadLocalRandom.current());
        // The server knows best, unless it sends us away for longer than a caller can be kept waiting.
        Duration wait = asked.filter(time -> time.compareTo(pause) > 0)
                .map(time -> time.compareTo(timeout) > 0 ? timeout : time)
                .orElse(pause);
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private <T> T once(ApiRequest request, BodyReader<T> reader) throws IOException {
        AdaptiveLimit.Permit permit = acquire(request);
        Consumer<AdaptiveLimit.Permit> verdict = AdaptiveLimit.Permit::cancelled;
        try {
            T answer = exchange(request, reader);
            verdict = answered(request);
            return answer;
        } catch (ApiException e) {
            verdict = e.isRetryable() ? AdaptiveLimit.Permit::overloaded : answered(request);
            throw e;
        } catch (IOException e) {
            verdict = AdaptiveLimit.Permit::overloaded;
            throw e;
        } finally {
            verdict.accept(permit);
        }
    }

    private static Consumer<AdaptiveLimit.Permit> answered(ApiRequest request) {
        String kind = request.kind();
        return kind == null ? AdaptiveLimit.Permit::answered : permit -> permit.answered(kind);
    }

    private AdaptiveLimit.Permit acquire(ApiRequest request) {
        try {
            return limit.acquire();
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private <T> T exchange(ApiRequest request, BodyReader<T> reader) throws IOException {
        HttpResponse<InputStream> response = await(request, http.sendAsync(built(request), InputStream.class));
        InputStream body = response.body();
        // The client's own timeout ends with the headers; a body that stalls is cut off here.
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        deadline.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
            if (late != null) {
                closeQuietly(body);
            }
        });
        try (body) {
            if (!response.isSuccessful()) {
                throw ApiErrors.of(response, body.readAllBytes());
            }
            return reader.read(body);
        } finally {
            deadline.complete(null);
        }
    }

    /**
     * Sends one GET request outside the limit and hands over whatever comes back.
     *
     * @param beginning how long to wait for the response to begin
     * @return empty when it does not begin in time, or the connection fails
     */
    Optional<Cluster.ServiceResponse> getOnce(String path, Map<String, String> headers, Duration beginning) {
        HttpClient patient = withoutRetries(client, beginning);
        HttpRequest.Builder request = patient.newHttpRequestBuilder()
                .uri(address + path)
                .timeout(beginning.toMillis(), TimeUnit.MILLISECONDS);
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<InputStream>> answer = patient.sendAsync(request.build(), InputStream.class);
        try {
            HttpResponse<InputStream> response = answer.get(beginning.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(new Cluster.ServiceResponse(response.code(), response.headers(), response.body()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(ApiRequest.list(path), e);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        }
    }

    private <T> T await(ApiRequest request, CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(request, e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private HttpRequest built(ApiRequest request) {
        HttpRequest.Builder builder = http.newHttpRequestBuilder()
                .uri(address + request.path())
                .header("Accept", "application/json")
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        byte[] body = request.body();
        if (body == null) {
            return builder.build(); // only GET has none
        }
        return request.method().equals("POST")
                ? builder.post(request.contentType(), body).build()
                : builder.method(request.method(), request.contentType(), new String(body, StandardCharsets.UTF_8))
                        .build();
    }

    private GoletaException unreachable(ApiRequest request, IOException e) {
        return GoletaException.retryable(
                Fault.CLUSTER,
                "The API server at " + address + " did not answer " + request + ": " + reason(e)
                        + ". Check that it runs and that the kubeconfig points to it.",
                e);
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static GoletaException interrupted(ApiRequest request, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new GoletaException(Fault.CLUSTER, "Interrupted while waiting for the answer to " + request, e);
    }

    private static void closeQuietly(@Nullable InputStream body) {
        try {
            if (body != null) {
                body.close();
            }
        } catch (IOException e) {
            // whoever reads from it learns that it is closed
        }
    }
}
