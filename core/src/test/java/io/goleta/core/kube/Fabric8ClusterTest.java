package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.json.Json;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Fabric8ClusterTest {
    private static final ApiResource PODS =
            new ApiResource(GroupResource.PODS, "v1", "Pod", "", List.of("po"), true, Set.of("list"));
    private static final KubernetesObject POD = Json.read(
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"a\":1}}"
                    .getBytes(StandardCharsets.UTF_8));
    private static final String POD_AS_STORED =
            "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\",\"uid\":\"u\"},\"apiVersion\":\"v1\",\"spec\":{\"a\":1,\"b\":2}}";

    private final ScriptedServer server = new ScriptedServer();
    private final Cluster cluster = server.cluster();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsAListPageByPageAndCompletesItsItems() {
        server.answers(
                        200,
                        "{\"kind\":\"PodList\",\"metadata\":{\"continue\":\"p+2\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}")
                .answers(200, "{\"items\":[{\"metadata\":{\"name\":\"b\"}}],\"kind\":\"PodList\",\"metadata\":{}}");

        List<KubernetesObject> pods = list(new ListOptions("shop", "app in (a,b)", "spec.nodeName=n1"));

        assertThat(pods).extracting(KubernetesObject::name).containsExactly("a", "b");
        assertThat(pods).allSatisfy(pod -> {
            assertThat(pod.kind()).isEqualTo("Pod");
            assertThat(pod.content().keySet()).startsWith("apiVersion", "kind");
        });
        assertThat(server.requests())
                .containsExactly(
                        "GET /api/v1/namespaces/shop/pods?limit=500&labelSelector=app%20in%20%28a%2Cb%29&fieldSelector=spec.nodeName%3Dn1",
                        "GET /api/v1/namespaces/shop/pods?limit=500&labelSelector=app%20in%20%28a%2Cb%29&fieldSelector=spec.nodeName%3Dn1&continue=p%2B2");
    }

    @Test
    void asksForSmallerPagesWhenObjectsAreLarge() {
        String half = "x".repeat((int) PageSize.LONGEST / 2);
        String large = IntStream.range(0, 6)
                .mapToObj(i -> "{\"metadata\":{\"name\":\"" + i + half + "\"}}")
                .collect(Collectors.joining(",", "{\"metadata\":{},\"items\":[", "]}"));
        server.answers(200, large)
                .answers(200, "{\"metadata\":{\"continue\":\"p2\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}")
                .answers(200, "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"b\"}}]}");

        assertThat(list(ListOptions.EVERYTHING))
                .extracting(KubernetesObject::name)
                .containsExactly("a", "b");
        assertThat(server.requests())
                .containsExactly(
                        "GET /api/v1/pods?limit=500",
                        "GET /api/v1/pods?limit=1",
                        "GET /api/v1/pods?limit=2&continue=p2");
    }

    @Test
    void readsALargeListOfAnApiServerThatKnowsNoLimits() {
        String half = "x".repeat((int) PageSize.LONGEST / 2);
        String large = IntStream.range(0, 6)
                .mapToObj(i -> "{\"metadata\":{\"name\":\"" + i + half + "\"}}")
                .collect(Collectors.joining(",", "{\"metadata\":{},\"items\":[", "]}"));
        server.answers(200, large).answers(200, large);

        assertThat(list(ListOptions.EVERYTHING)).hasSize(6);
    }

    @Test
    void startsAListAgainWhenItsPositionIsGone() {
        server.answers(200, "{\"metadata\":{\"continue\":\"p2\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}")
                .answers(410, "{\"reason\":\"Expired\",\"message\":\"too old\"}")
                .answers(
                        200,
                        "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\"}},{\"metadata\":{\"name\":\"b\"}}]}");

        assertThat(list(ListOptions.EVERYTHING))
                .extracting(KubernetesObject::name)
                .containsExactly("a", "a", "b");
    }

    @Test
    void readsAPageAgainWhenItsConnectionBreaks() {
        server.breaksTheConnection().answers(200, "{\"items\":[{\"metadata\":{\"name\":\"a\"}}]}");

        assertThat(list(ListOptions.EVERYTHING))
                .extracting(KubernetesObject::name)
                .containsExactly("a");
    }

    @Test
    void keepsTheOrderOfKeysAndTheDigitsOfNumbers() {
        String json = "{\"z\":1,\"a\":1.50,\"kind\":\"Pod\",\"big\":12345678901234567890,\"none\":null}";
        server.answers(200, json);

        KubernetesObject pod = cluster.get(PODS, "shop", "web").orElseThrow();

        assertThat(Json.write(pod)).asString().isEqualTo(json);
    }

    @Test
    void aMissingObjectIsEmpty() {
        server.answers(404, "{\"reason\":\"NotFound\"}");

        assertThat(cluster.get(PODS, "shop", "web")).isEmpty();
    }

    @Test
    void repeatsWhatTheServerHadNoTimeFor() {
        server.answers(429, "slow down").answers(503, "").breaksTheConnection().answers(200, POD_AS_STORED);

        assertThat(cluster.get(PODS, "shop", "web")).isPresent();
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void givesUpWithWhatTheServerSaidLast() {
        for (int i = 0; i < 4; i++) {
            server.answers(503, "{\"reason\":\"ServiceUnavailable\",\"message\":\"etcd is away\"}");
        }

        assertThatThrownBy(() -> cluster.get(PODS, "shop", "web")).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(503);
            assertThat(e).hasMessage("etcd is away");
        });
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.answers(429, "{}", "Retry-After", "1").answers(200, POD_AS_STORED);
        long start = System.nanoTime();

        cluster.get(PODS, "shop", "web");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotRepeatWhatWasRefused() {
        server.answers(
                422, "{\"reason\":\"Invalid\",\"message\":\"spec.a: wrong\",\"details\":{\"retryAfterSeconds\":7}}");

        assertThatThrownBy(() -> cluster.create(PODS, POD)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.reason()).isEqualTo("Invalid");
            assertThat(e.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
        });
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCreateWhoseAnswerWasLostSucceedsWhenTheObjectIsThere() {
        server.breaksTheConnection()
                .answers(409, "{\"reason\":\"AlreadyExists\"}")
                .answers(200, POD_AS_STORED);

        assertThat(cluster.create(PODS, POD).uid()).isEqualTo("u");
    }

    @Test
    void aCreateWhoseAnswerWasLostFailsWhenAnotherObjectIsThere() {
        server.breaksTheConnection()
                .answers(409, "{\"reason\":\"AlreadyExists\"}")
                .answers(200, POD_AS_STORED.replace("\"a\":1", "\"a\":9"));

        assertThatThrownBy(() -> cluster.create(PODS, POD))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.isAlreadyExists()).isTrue());
    }

    @Test
    void anExistingObjectIsNeverTakenForOursWithoutDoubt() {
        server.answers(429, "").answers(409, "{\"reason\":\"AlreadyExists\"}");

        assertThatThrownBy(() -> cluster.create(PODS, POD)).isInstanceOf(ApiException.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aCreateWithoutANameIsNotRepeatedInDoubt() {
        server.breaksTheConnection();

        assertThatThrownBy(() -> cluster.create(PODS, POD.without("metadata", "name")))
                .isInstanceOfSatisfying(
                        GoletaException.class,
                        e -> assertThat(e).hasMessageContaining("POST /api/v1/namespaces/shop/pods"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void deletingWhatIsNotThereIsFalseButTrueAfterALostAnswer() {
        server.answers(404, "{}").breaksTheConnection().answers(404, "{}");

        assertThat(cluster.delete(PODS, "shop", "web")).isFalse();
        assertThat(cluster.delete(PODS, "shop", "web")).isTrue();
        assertThat(server.requests()).hasSize(3).allMatch("DELETE /api/v1/namespaces/shop/pods/web"::equals);
    }

    @Test
    void nullsOfAMergePatchReachTheServer() {
        server.answers(200, POD_AS_STORED);

        cluster.mergePatch(PODS, "shop", "a/b", Collections.singletonMap("x", null));

        assertThat(server.requests()).containsExactly("PATCH /api/v1/namespaces/shop/pods/a%2Fb");
    }

    @Test
    void appliesByForceAndInTheNameOfAnOwner() {
        server.answers(201, POD_AS_STORED);

        cluster.apply(PODS, POD, "velero-install");

        assertThat(server.requests())
                .containsExactly("PATCH /api/v1/namespaces/shop/pods/web?fieldManager=velero-install&force=true");
    }

    @Test
    void asksAServiceThroughTheProxyOfTheApiServer() throws IOException {
        server.echoes("X-Token");

        try (Cluster.ServiceResponse response =
                fromService(Map.of("X-Token", "secret")).orElseThrow()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.body()).hasContent("secret");
        }
        assertThat(server.requests()).containsExactly("GET /api/v1/namespaces/ns/services/http:web:80/proxy/files/a");
    }

    @Test
    void whatAServiceRefusesIsAResponseAndNotRepeated() throws IOException {
        server.answers(503, "no endpoints", "X-Reason", "down");

        try (Cluster.ServiceResponse response = fromService(Map.of()).orElseThrow()) {
            assertThat(response.code()).isEqualTo(503);
            assertThat(response.header("x-reason")).contains("down");
            assertThat(response.header("X-Other")).isEmpty();
            assertThat(response.body()).hasContent("no endpoints");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServiceThatDoesNotRespondIsEmpty() {
        server.staysSilent();
        Cluster.ServicePort service = new Cluster.ServicePort("ns", "web", 80);

        assertThat(cluster.getFromService(service, "/", Map.of(), Duration.ofMillis(200)))
                .isEmpty();
    }

    private Optional<Cluster.ServiceResponse> fromService(Map<String, String> headers) {
        return cluster.getFromService(
                new Cluster.ServicePort("ns", "web", 80), "/files/a", headers, Duration.ofSeconds(5));
    }

    @Test
    void findsOutWhatTheServerOffersDespiteABrokenGroup() {
        server.answers(200, "{\"versions\":[]}")
                .answers(
                        200,
                        "{\"groups\":[{\"name\":\"metrics.k8s.io\",\"versions\":[{\"version\":\"v1\"}],\"preferredVersion\":{\"version\":\"v1\"}}]}")
                .answers(503, "{\"message\":\"service unavailable\"}")
                .answers(503, "{\"message\":\"service unavailable\"}")
                .answers(503, "{\"message\":\"service unavailable\"}")
                .answers(503, "{\"message\":\"service unavailable\"}");

        Discovery discovery = cluster.discovery();

        assertThat(discovery.resources()).isEmpty();
        assertThat(discovery.failures()).isEqualTo(Map.of("metrics.k8s.io/v1", "service unavailable"));
    }

    @Test
    void leavesOutSubResources() {
        server.answers(200, "{\"versions\":[\"v1\"]}")
                .answers(200, "{\"groups\":[]}")
                .answers(200, resources("pods", "pods/log"));

        List<String> ids = cluster.discovery().resources().stream()
                .map(resource -> resource.id().toString())
                .toList();

        assertThat(ids).containsExactly("pods");
    }

    private static String resources(String... names) {
        return "{\"resources\":["
                + String.join(
                        ",",
                        Arrays.stream(names)
                                .map(name -> "{\"name\":\"" + name
                                        + "\",\"kind\":\"Pod\",\"namespaced\":true,\"verbs\":[\"list\"]}")
                                .toList())
                + "]}";
    }

    private List<KubernetesObject> list(ListOptions query) {
        List<KubernetesObject> objects = new ArrayList<>();
        cluster.list(PODS, query, objects::add);
        return objects;
    }
}
