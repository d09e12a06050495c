package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How to delete.
 *
 * @param graceSeconds negative when not given
 * @param policy Background, Foreground, Orphan, or empty
 * @param uid that the object must have, or empty
 * @param version resource version that the object must have, or empty
 */
record DeleteOptions(boolean dryRun, int graceSeconds, String policy, String uid, String version) {

    static final DeleteOptions BACKGROUND = new DeleteOptions(false, -1, "Background", "", "");

    static DeleteOptions of(JsonNode body, Map<String, String> query) {
        String policy = query.getOrDefault("propagationPolicy", JsonTrees.text(body, "propagationPolicy"));
        if (policy.isEmpty()
                && (body.path("orphanDependents").asBoolean() || "true".equals(query.get("orphanDependents")))) {
            policy = "Orphan";
        }
        if (!policy.isEmpty() && !policy.matches("Background|Foreground|Orphan")) {
            throw new ApiError(
                    422, "Invalid", "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: " + policy);
        }
        String grace = query.get("gracePeriodSeconds");
        return new DeleteOptions(
                !body.path("dryRun").isEmpty() || "All".equals(query.get("dryRun")),
                grace == null ? body.path("gracePeriodSeconds").asInt(-1) : Integer.parseInt(grace),
                policy,
                JsonTrees.text(body, "preconditions", "uid"),
                JsonTrees.text(body, "preconditions", "resourceVersion"));
    }

    DeleteOptions onlyIf(String wantedUid) {
        return new DeleteOptions(dryRun, graceSeconds, policy, wantedUid, version);
    }

    void check(StoredObject current) {
        if (!uid.isEmpty() && !uid.equals(current.uid())) {
            throw ApiError.conflict(
                    current.type(),
                    current.name(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + current.uid());
        }
        if (!version.isEmpty() && !version.equals(Long.toString(current.version()))) {
            throw ApiError.conflict(
                    current.type(),
                    current.name(),
                    "Precondition failed: ResourceVersion in precondition: " + version
                            + ", ResourceVersion in object meta: " + current.version());
        }
    }
}
