package io.goleta.core.kube;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiRequest.RetryMode;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server what it offers: all groups at once, in all their versions, as some resources exist in old ones only.
 *
 * <p>A group of an aggregated API server may be broken for good, and the cluster lives on without it: its failure is noted. A
 * group that the API server itself answers for never is, so its failure is an outage, and is thrown: whoever took such a
 * discovery for the whole would miss every Deployment and not notice.
 */
final class DiscoveryReader {
    // Groups without a dot are the API server's own as well.
    private static final Set<String> BUILT_IN = Set.of(
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "internal.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io",
            VeleroApi.GROUP);

    private final Transport transport;

    DiscoveryReader(Transport transport) {
        this.transport = transport;
    }

    Discovery read() {
        List<GroupVersion> versions = groupVersions();
        Map<GroupVersion, Future<List<ApiResource>>> answers = ask(versions);
        // Those asked only briefly may have failed in a short outage, which the built-in ones have outlasted by now.
        answers.putAll(ask(versions.stream()
                .filter(version -> outage(answers.get(version)) != null)
                .filter(version -> !version.isBuiltIn())
                .toList()));
        List<ApiResource> all = new ArrayList<>();
        Map<String, String> failures = new LinkedHashMap<>();
        Set<GroupResource> seen = new HashSet<>();
        answers.forEach((version, answer) -> answered(version, answer, failures).stream()
                .filter(resource -> seen.add(resource.id()))
                .forEach(all::add));
        return new Discovery(all, failures);
    }

    private Map<GroupVersion, Future<List<ApiResource>>> ask(List<GroupVersion> versions) {
        Map<GroupVersion, Future<List<ApiResource>>> answers = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            versions.forEach(version -> answers.put(version, threads.submit(() -> resources(version))));
        }
        return answers;
    }

    private static @Nullable GoletaException outage(@Nullable Future<List<ApiResource>> answer) {
        return answer != null
                        && answer.state() == Future.State.FAILED
                        && answer.exceptionNow() instanceof GoletaException failure
                        && failure.isRetryable()
                ? failure
                : null;
    }

    private static List<ApiResource> answered(
            GroupVersion version, Future<List<ApiResource>> answer, Map<String, String> failures) {
        GoletaException outage = outage(answer);
        if (outage != null && version.isBuiltIn()) {
            throw outage;
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            failures.put(version.apiVersion(), reason(e));
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.CLUSTER, "Interrupted while asking the API server what it offers", e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }

    /** All groups, each with the version it prefers first. */
    private List<GroupVersion> groupVersions() {
        List<GroupVersion> all = new ArrayList<>();
        get("/api", RetryMode.IDEMPOTENT)
                .list("versions")
                .forEach(version -> all.add(new GroupVersion("", String.valueOf(version))));
        for (Object entry : get("/apis", RetryMode.IDEMPOTENT).list("groups")) {
            Answer group = Answer.of(entry);
            Set<String> versions = new LinkedHashSet<>();
            String preferred = Answer.of(group.json().get("preferredVersion")).text("version");
            if (!preferred.isEmpty()) {
                versions.add(preferred);
            }
            for (Object version : group.list("versions")) {
                versions.add(Answer.of(version).text("version"));
            }
            versions.forEach(version -> all.add(new GroupVersion(group.text("name"), version)));
        }
        return all;
    }

    private List<ApiResource> resources(GroupVersion version) {
        List<ApiResource> resources = new ArrayList<>();
        RetryMode retryMode = version.isBuiltIn() ? RetryMode.IDEMPOTENT : RetryMode.BRIEF;
        for (Object entry : get(version.path(), retryMode).list("resources")) {
            Answer resource = Answer.of(entry);
            String name = resource.text("name");
            if (!name.contains("/")) {
                resources.add(new ApiResource(
                        new GroupResource(version.group(), name),
                        version.version(),
                        resource.text("kind"),
                        resource.text("singularName"),
                        resource.texts("shortNames"),
                        Boolean.TRUE.equals(resource.json().get("namespaced")),
                        Set.copyOf(resource.texts("verbs"))));
            }
        }
        return resources;
    }

    private Answer get(String path, RetryMode retryMode) {
        return new Answer(transport.send(ApiRequest.discovery(path, retryMode), Json::readMap));
    }

    private record GroupVersion(String group, String version) {
        /** Whether the API server itself answers for it, and not an aggregated one. */
        boolean isBuiltIn() {
            return !group.contains(".") || BUILT_IN.contains(group);
        }

        String apiVersion() {
            return group.isEmpty() ? version : group + "/" + version;
        }

        String path() {
            return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion();
        }
    }

    /** JSON that may lack anything. */
    private record Answer(Map<?, ?> json) {
        static Answer of(@Nullable Object json) {
            return new Answer(json instanceof Map<?, ?> map ? map : Map.of());
        }

        String text(String key) {
            return json.get(key) instanceof String text ? text : "";
        }

        List<?> list(String key) {
            return json.get(key) instanceof List<?> values ? values : List.of();
        }

        List<String> texts(String key) {
            return list(key).stream().map(String::valueOf).toList();
        }
    }
}
