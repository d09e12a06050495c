package io.goleta.core.kube;

import io.goleta.core.kube.ApiRequest.Repeat;
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

/** Asks the API server what it offers: all groups at once, in all their versions, as some resources exist in old ones only. */
final class DiscoveryReader {
    private final Transport transport;

    DiscoveryReader(Transport transport) {
        this.transport = transport;
    }

    Discovery read() {
        List<Group> groups = groups();
        Map<String, Future<List<ApiResource>>> answers = new LinkedHashMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Group group : groups) {
                for (String version : group.versions()) {
                    answers.put(group.apiVersion(version), threads.submit(() -> resources(group, version)));
                }
            }
        }
        List<ApiResource> all = new ArrayList<>();
        for (Group group : groups) {
            Set<GroupResource> seen = new HashSet<>();
            for (String version : group.versions()) {
                answered(group.apiVersion(version), answers, failures).stream()
                        .filter(resource -> seen.add(resource.id()))
                        .forEach(all::add);
            }
        }
        return new Discovery(all, failures);
    }

    private static List<ApiResource> answered(
            String apiVersion, Map<String, Future<List<ApiResource>>> answers, Map<String, String> failures) {
        try {
            Future<List<ApiResource>> answer = answers.get(apiVersion);
            return answer == null ? List.of() : answer.get();
        } catch (ExecutionException e) {
            failures.put(apiVersion, reason(e));
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

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        List<String> core = new ArrayList<>();
        get("/api", Repeat.ALWAYS).list("versions").forEach(version -> core.add(String.valueOf(version)));
        groups.add(new Group("", core));
        for (Object entry : get("/apis", Repeat.ALWAYS).list("groups")) {
            Answer group = Answer.of(entry);
            Set<String> versions = new LinkedHashSet<>();
            String preferred = Answer.of(group.json().get("preferredVersion")).text("version");
            if (!preferred.isEmpty()) {
                versions.add(preferred);
            }
            for (Object version : group.list("versions")) {
                versions.add(Answer.of(version).text("version"));
            }
            groups.add(new Group(group.text("name"), List.copyOf(versions)));
        }
        return groups;
    }

    private List<ApiResource> resources(Group group, String version) {
        List<ApiResource> resources = new ArrayList<>();
        for (Object entry : get(group.path(version), Repeat.LITTLE).list("resources")) {
            Answer resource = Answer.of(entry);
            String name = resource.text("name");
            if (!name.contains("/")) {
                resources.add(new ApiResource(
                        new GroupResource(group.name(), name),
                        version,
                        resource.text("kind"),
                        resource.text("singularName"),
                        resource.texts("shortNames"),
                        Boolean.TRUE.equals(resource.json().get("namespaced")),
                        Set.copyOf(resource.texts("verbs"))));
            }
        }
        return resources;
    }

    private Answer get(String path, Repeat repeat) {
        return new Answer(transport.send(ApiRequest.discovery(path, repeat), Json::readMap));
    }

    private record Group(String name, List<String> versions) {
        String apiVersion(String version) {
            return name.isEmpty() ? version : name + "/" + version;
        }

        String path(String version) {
            return (name.isEmpty() ? "/api/" : "/apis/") + apiVersion(version);
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
