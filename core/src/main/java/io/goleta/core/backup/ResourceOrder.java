package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.spi.item.GroupResource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which resources a backup lists, and in which order, as Velero does it. Pure. */
final class ResourceOrder {
    private static final Set<String> NEEDED_VERBS = Set.of("list", "create", "get", "delete");
    private static final String OLD_GROUP = "extensions";

    // The same objects, offered in two groups.
    private static final Map<String, Set<String>> COHABITANTS = Map.of(
            "deployments", Set.of(OLD_GROUP, "apps"),
            "daemonsets", Set.of(OLD_GROUP, "apps"),
            "replicasets", Set.of(OLD_GROUP, "apps"),
            "networkpolicies", Set.of(OLD_GROUP, "networking.k8s.io"),
            "events", Set.of("", "events.k8s.io"));

    // Pods first: their volumes take longest, and are under way while everything else is being read.
    private static final List<GroupResource> FIRST =
            List.of(GroupResource.PODS, GroupResource.PERSISTENT_VOLUME_CLAIMS, GroupResource.PERSISTENT_VOLUMES);

    private ResourceOrder() {}

    static List<ApiResource> of(Selection selection) {
        Stream<ApiResource> candidates = selection.discovery().resources().stream()
                .filter(resource -> resource.verbs().containsAll(NEEDED_VERBS))
                .filter(selection::isListed)
                .sorted(Comparator.comparingInt(ResourceOrder::rank));
        Set<String> cohabitantsSeen = new HashSet<>();
        return candidates
                .filter(resource ->
                        !cohabits(resource) || cohabitantsSeen.add(resource.id().resource()))
                .toList();
    }

    private static int rank(ApiResource resource) {
        int first = FIRST.indexOf(resource.id());
        if (first >= 0) {
            return first;
        }
        return resource.id().group().equals(OLD_GROUP) ? FIRST.size() + 1 : FIRST.size();
    }

    private static boolean cohabits(ApiResource resource) {
        return COHABITANTS
                .getOrDefault(resource.id().resource(), Set.of())
                .contains(resource.id().group());
    }
}
