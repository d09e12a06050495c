package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads custom resource definitions and fills in what the server adds to them. */
final class CustomResources {

    private CustomResources() {}

    static ResourceType typeOf(JsonNode crd) {
        JsonNode spec = crd.path("spec");
        JsonNode names = spec.path("names");
        List<ServedVersion> served = new ArrayList<>();
        String storage = "";
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                served.add(servedVersion(version));
            }
            if (version.path("storage").asBoolean()) {
                storage = version.path("name").asText();
            }
        }
        served.sort(Comparator.comparing(ServedVersion::name, new VersionOrder()));
        return new ResourceType(
                new ResourceKey(JsonTrees.text(spec, "group"), JsonTrees.text(names, "plural")),
                JsonTrees.text(names, "singular"),
                JsonTrees.text(names, "kind"),
                JsonTrees.text(names, "listKind"),
                JsonTrees.text(spec, "scope").equals("Namespaced"),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                List.copyOf(served),
                storage,
                Set.of(),
                true,
                true,
                false);
    }

    /** Names that follow from others, and the conditions that say the resource is ready for use. */
    static void complete(ObjectNode crd, String now) {
        ObjectNode names = JsonTrees.child(crd, "spec", "names");
        String kind = JsonTrees.text(names, "kind");
        JsonTrees.putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
        JsonTrees.putIfAbsent(names, "listKind", kind + "List");
        ObjectNode spec = JsonTrees.child(crd, "spec");
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
        ObjectNode status = JsonTrees.child(crd, "status");
        status.set("acceptedNames", names.deepCopy());
        ArrayNode stored = status.withArray("storedVersions");
        for (JsonNode version : spec.path("versions")) {
            String name = JsonTrees.text(version, "name");
            if (version.path("storage").asBoolean() && !texts(stored).contains(name)) {
                stored.add(name);
            }
        }
        if (!status.has("conditions")) {
            ArrayNode conditions = status.putArray("conditions");
            condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found", now);
            condition(conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted", now);
        }
    }

    static List<FieldError> validate(JsonNode crd) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode spec = crd.path("spec");
        for (String[] required : new String[][] {{"group"}, {"scope"}, {"names", "plural"}, {"names", "kind"}}) {
            if (JsonTrees.text(spec, required).isEmpty()) {
                errors.add(FieldError.required("spec." + String.join(".", required), ""));
            }
        }
        String expected = JsonTrees.text(spec, "names", "plural") + "." + JsonTrees.text(spec, "group");
        String name = JsonTrees.text(crd, "metadata", "name");
        if (!name.equals(expected)) {
            errors.add(FieldError.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }
        long storage = 0;
        for (JsonNode version : spec.path("versions")) {
            storage += version.path("storage").asBoolean() ? 1 : 0;
            if (!version.path("schema").has("openAPIV3Schema")) {
                errors.add(FieldError.required("spec.versions.schema.openAPIV3Schema", "schemas are required"));
            }
        }
        if (storage != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions", storage, "must have exactly one version marked as storage version"));
        }
        return errors;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static ServedVersion servedVersion(JsonNode version) {
        Set<String> subresources = new TreeSet<>();
        version.path("subresources").fieldNames().forEachRemaining(subresources::add);
        return new ServedVersion(
                JsonTrees.text(version, "name"),
                subresources,
                version.path("additionalPrinterColumns"),
                version.path("schema").path("openAPIV3Schema"),
                version.path("subresources").path("scale"));
    }

    private static void condition(ArrayNode conditions, String type, String reason, String message, String now) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("lastTransitionTime", now)
                .put("reason", reason)
                .put("message", message);
    }
}
