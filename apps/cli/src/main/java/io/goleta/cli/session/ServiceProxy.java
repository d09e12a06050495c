package io.goleta.cli.session;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Velero's Service, accessed through the proxy of the API server, so that clients need no route to it. */
public final class ServiceProxy {
    private final KubernetesClient client;
    private final String path;

    ServiceProxy(KubernetesClient client, String namespace) {
        this.client = client;
        this.path = "api/v1/namespaces/" + namespace + "/services/http:velero:8085/proxy";
    }

    /**
     * An answer, of the Service or of the API server in its place.
     *
     * @param headers by name
     * @param body to be closed by the caller
     */
    public record Answer(int code, Headers headers, InputStream body) {}

    /** The headers of an answer. */
    @FunctionalInterface
    public interface Headers {
        /** One of them; null when the answer does not carry it. */
        @Nullable
        String get(String name);
    }

    /**
     * Sends a GET request.
     *
     * @param file path on the Service, with a slash at its beginning
     * @param timeout for the answer to begin
     * @return empty when no answer came
     */
    public Optional<Answer> get(String file, Map<String, String> headers, Duration timeout) {
        // No retries: a person is waiting, and there is an alternative.
        HttpClient http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout((int) timeout.toMillis())
                        .build())
                .build();
        String url = client.getConfiguration().getMasterUrl();
        HttpRequest.Builder request = http.newHttpRequestBuilder()
                .uri((url.endsWith("/") ? url : url + "/") + path + file)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(request.build(), InputStream.class);
        try {
            HttpResponse<InputStream> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(new Answer(response.code(), response::header, response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.USER, "interrupted while waiting for the server", e);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        }
    }
}
