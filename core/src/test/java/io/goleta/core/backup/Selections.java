package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.json.Json;
import io.goleta.core.kube.Discovery;
import java.util.Map;

/** Selections for tests. */
final class Selections {
    private Selections() {}

    static Selection everything(Discovery discovery) {
        return of(discovery, Map.of());
    }

    static Selection of(Discovery discovery, Map<String, ?> spec) {
        return Selection.of(Json.convert(spec, Backup.Spec.class), discovery);
    }
}
