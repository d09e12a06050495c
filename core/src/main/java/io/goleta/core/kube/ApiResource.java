package io.goleta.core.kube;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.Set;

/**
 * A resource the API server offers, in the version it prefers.
 *
 * @param singular may be empty
 * @param verbs what can be done with it: {@code list}, {@code create}, ...
 */
public record ApiResource(
        GroupResource id,
        String version,
        String kind,
        String singular,
        List<String> shortNames,
        boolean namespaced,
        Set<String> verbs) {

    public ApiResource {
        shortNames = List.copyOf(shortNames);
        verbs = Set.copyOf(verbs);
    }

    /** Of one of Velero's kinds: they are fixed, so nothing needs to be discovered. */
    public static ApiResource of(VeleroKind<?> kind) {
        return new ApiResource(kind.id(), VeleroApi.VERSION, kind.kind(), "", List.of(), true, Set.of());
    }

    /** {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return id.group().isEmpty() ? version : id.group() + "/" + version;
    }
}
