package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The validation of contents that backup and restore can run into; a kube-apiserver checks much more. */
final class Validation {

    private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    /** Fields that may not change after creation, as paths, per resource. */
    private static final Map<String, List<String>> IMMUTABLE = Map.ofEntries(
            Map.entry("secrets", List.of("type")),
            Map.entry("services", List.of("spec.clusterIP")),
            Map.entry("persistentvolumeclaims", List.of("spec.accessModes", "spec.storageClassName", "spec.selector")),
            Map.entry("deployments.apps", List.of("spec.selector")),
            Map.entry("daemonsets.apps", List.of("spec.selector")),
            Map.entry("replicasets.apps", List.of("spec.selector")),
            Map.entry("statefulsets.apps", List.of("spec.selector", "spec.serviceName", "spec.volumeClaimTemplates")),
            Map.entry("jobs.batch", List.of("spec.selector", "spec.template", "spec.completions")),
            Map.entry("rolebindings.rbac.authorization.k8s.io", List.of("roleRef")),
            Map.entry("clusterrolebindings.rbac.authorization.k8s.io", List.of("roleRef")),
            Map.entry("storageclasses.storage.k8s.io", List.of("provisioner", "parameters", "reclaimPolicy")));

    private Validation() {}

    /** @param before the stored object; missing for a new one */
    static List<FieldError> check(ResourceType type, ServedVersion version, ObjectNode object, JsonNode before) {
        List<FieldError> errors = new ArrayList<>(new StructuralSchema(version.schema()).check(object, before));
        switch (type.qualified()) {
            case "configmaps", "secrets" -> {
                for (Map.Entry<String, JsonNode> entry : object.path("data").properties()) {
                    if (!DATA_KEY.matcher(entry.getKey()).matches()) {
                        errors.add(FieldError.invalid(
                                "data[" + entry.getKey() + "]",
                                entry.getKey(),
                                "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"));
                    }
                }
            }
            case "pods" -> containers(object.path("spec"), "spec", errors);
            case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps" -> {
                containers(object.path("spec").path("template").path("spec"), "spec.template.spec", errors);
                selector(object.path("spec"), errors);
            }
            case "jobs.batch" ->
                containers(object.path("spec").path("template").path("spec"), "spec.template.spec", errors);
            case "services" -> services(object.path("spec"), errors);
            case "persistentvolumeclaims" -> {
                if (object.path("spec").path("accessModes").isEmpty()) {
                    errors.add(FieldError.required("spec.accessModes", "at least 1 access mode is required"));
                }
            }
            case "customresourcedefinitions.apiextensions.k8s.io" -> errors.addAll(CustomResources.validate(object));
            default -> {}
        }
        return errors;
    }

    static List<FieldError> checkUpdate(ResourceType type, ObjectNode before, ObjectNode after) {
        List<FieldError> errors = new ArrayList<>();
        for (String path : IMMUTABLE.getOrDefault(type.qualified(), List.of())) {
            JsonNode old = JsonTrees.at(before, path.split("\\."));
            JsonNode next = JsonTrees.at(after, path.split("\\."));
            boolean unset =
                    old.isMissingNode() || old.isNull() || old.asText("x").isEmpty();
            if (!unset && !old.equals(next)) {
                errors.add(FieldError.invalid(path, next.toString(), "field is immutable"));
            }
        }
        boolean frozen = (type.is("", "secrets") || type.is("", "configmaps"))
                && before.path("immutable").asBoolean();
        if (frozen && !before.path("data").equals(after.path("data"))) {
            errors.add(FieldError.forbidden("data", "field is immutable when `immutable` is set"));
        }
        return errors;
    }

    private static void containers(JsonNode podSpec, String path, List<FieldError> errors) {
        if (podSpec.path("containers").isEmpty()) {
            errors.add(FieldError.required(path + ".containers", ""));
        }
        int index = 0;
        for (JsonNode container : podSpec.path("containers")) {
            String field = path + ".containers[" + index++ + "]";
            if (JsonTrees.text(container, "name").isEmpty()) {
                errors.add(FieldError.required(field + ".name", ""));
            }
            if (JsonTrees.text(container, "image").isEmpty()) {
                errors.add(FieldError.required(field + ".image", ""));
            }
        }
    }

    private static void selector(JsonNode spec, List<FieldError> errors) {
        if (spec.path("selector").isEmpty()) {
            errors.add(FieldError.required("spec.selector", ""));
            return;
        }
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        for (Map.Entry<String, JsonNode> wanted :
                spec.path("selector").path("matchLabels").properties()) {
            if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
                errors.add(FieldError.invalid(
                        "spec.template.metadata.labels",
                        labels.toString(),
                        "`selector` does not match template `labels`"));
                return;
            }
        }
    }

    private static void services(JsonNode spec, List<FieldError> errors) {
        boolean headless = JsonTrees.text(spec, "clusterIP").equals("None");
        boolean external = JsonTrees.text(spec, "type").equals("ExternalName");
        if (spec.path("ports").isEmpty() && !headless && !external) {
            errors.add(FieldError.required("spec.ports", ""));
        }
    }
}
