package io.goleta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sandbox fails on demand. */
class FaultInjectorTest {

    private final Sandbox sandbox = Sandbox.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void refusesOneObjectAndNoOther() throws Exception {
        FaultInjector.Rule rule = sandbox.whenever(
                request -> request.is("create", "configmaps") && request.name().equals("unlucky"),
                InjectedFault.status(403, "Forbidden", "not this one"));
        assertThat(create("lucky").statusCode()).isEqualTo(201);
        HttpResponse<String> refused = create("unlucky");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"reason\":\"Forbidden\"").contains("not this one");
        assertThat(rule.hits()).isEqualTo(1);
        rule.close();
        assertThat(create("unlucky").statusCode()).isEqualTo(201);
    }

    @Test
    void asksToComeBackLaterAsOftenAsTold() throws Exception {
        sandbox.faults()
                .next(
                        2,
                        request -> request.verb().equals("create"),
                        InjectedFault.tooManyRequests(Duration.ofSeconds(3)));
        HttpResponse<String> busy = create("a");
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("3");
        assertThat(create("a").statusCode()).isEqualTo(429);
        assertThat(create("a").statusCode()).isEqualTo(201);
    }

    @Test
    void dropsConnectionsBeforeOrAfterTheDeed() throws Exception {
        sandbox.failNext(request -> request.verb().equals("update"), InjectedFault.droppedConnection());
        assertThatThrownBy(() -> send("PUT", "default/configmaps/x", "{}")).isInstanceOf(IOException.class);
        sandbox.failNext(request -> request.verb().equals("delete"), InjectedFault.lostAnswer());
        create("doomed");
        assertThatThrownBy(() -> send("DELETE", "default/configmaps/doomed", ""))
                .isInstanceOf(IOException.class);
        assertThat(send("GET", "default/configmaps/doomed", "").statusCode()).isEqualTo(404);
    }

    @Test
    void answersSlowly() throws Exception {
        sandbox.failNext(request -> request.verb().equals("get"), InjectedFault.slow(Duration.ofMillis(300)));
        long start = System.nanoTime();
        send("GET", "default/configmaps/kube-root-ca.crt", "");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void forgetsThePastWhenCompacted() throws Exception {
        create("a");
        create("b");
        HttpResponse<String> page = send("GET", "default/configmaps?limit=1", "");
        String token =
                page.body().replaceAll(".*\"continue\":\"([^\"]+)\".*", "$1").strip();
        create("c");
        sandbox.compact();
        HttpResponse<String> expired = send("GET", "default/configmaps?limit=1&continue=" + token, "");
        assertThat(expired.statusCode()).isEqualTo(410);
        assertThat(expired.body()).contains("\"reason\":\"Expired\"");
    }

    @Test
    void watchesOfForgottenVersionsEndWithAnErrorEvent() throws Exception {
        create("a");
        sandbox.compact();
        HttpResponse<String> watch =
                send("GET", "default/configmaps?watch=true&timeoutSeconds=20&resourceVersion=1", "");
        assertThat(watch.statusCode()).isEqualTo(200);
        assertThat(watch.body()).startsWith("{\"type\":\"ERROR\"").contains("\"code\":410");
    }

    private HttpResponse<String> create(String name) throws IOException, InterruptedException {
        return send(
                "POST",
                "default/configmaps",
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/api/v1/namespaces/" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
