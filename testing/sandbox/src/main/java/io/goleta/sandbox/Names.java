package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which names, labels and annotation keys a kube-apiserver takes. */
final class Names {

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern PATH_SEGMENT = Pattern.compile("(?!\\.{1,2}$)[^/%]+");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    private static final String SUBDOMAIN_RULE =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
                    + "and end with an alphanumeric character";
    private static final String LABEL_RULE =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
                    + "with an alphanumeric character";

    private Names() {}

    /** What is wrong with an object's metadata; empty when nothing is. */
    static List<FieldError> check(ResourceType type, JsonNode metadata) {
        List<FieldError> errors = new ArrayList<>();
        checkName(type, JsonTrees.text(metadata, "name"), errors);
        for (Map.Entry<String, JsonNode> label : metadata.path("labels").properties()) {
            checkKey("metadata.labels", label.getKey(), errors);
            String value = label.getValue().asText();
            if (value.length() > 63 || !LABEL_VALUE.matcher(value).matches()) {
                errors.add(FieldError.invalid(
                        "metadata.labels",
                        value,
                        value.length() > 63
                                ? "must be no more than 63 characters"
                                : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
                                        + " '.', and must start and end with an alphanumeric character"));
            }
        }
        long bytes = 0;
        for (Map.Entry<String, JsonNode> annotation :
                metadata.path("annotations").properties()) {
            checkKey("metadata.annotations", annotation.getKey(), errors);
            bytes += annotation.getKey().length()
                    + annotation.getValue().asText().length();
        }
        if (bytes > 256 * 1024) {
            errors.add(new FieldError(
                    "FieldValueTooLong", "metadata.annotations", "Too long: must have at most 262144 bytes"));
        }
        for (JsonNode owner : metadata.path("ownerReferences")) {
            checkOwner(owner, errors);
        }
        return errors;
    }

    private static void checkName(ResourceType type, String name, List<FieldError> errors) {
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
        } else if (type.group().equals("rbac.authorization.k8s.io")) {
            if (!PATH_SEGMENT.matcher(name).matches()) {
                errors.add(FieldError.invalid("metadata.name", name, "may not contain '/' or '%', nor be '.' or '..'"));
            }
        } else if (type.is("", "namespaces")) {
            checkName(name, LABEL, 63, LABEL_RULE, errors);
        } else if (type.is("", "services")) {
            checkName(name, SERVICE, 63, "a DNS-1035 label must start with a letter", errors);
        } else {
            checkName(name, SUBDOMAIN, 253, SUBDOMAIN_RULE, errors);
        }
    }

    private static void checkName(String name, Pattern pattern, int limit, String rule, List<FieldError> errors) {
        if (name.length() > limit) {
            errors.add(FieldError.invalid("metadata.name", name, "must be no more than " + limit + " characters"));
        } else if (!pattern.matcher(name).matches()) {
            errors.add(FieldError.invalid("metadata.name", name, rule));
        }
    }

    private static void checkKey(String field, String key, List<FieldError> errors) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "x" : key.substring(0, slash).toLowerCase(java.util.Locale.ROOT);
        String name = key.substring(slash + 1);
        if (!SUBDOMAIN.matcher(prefix).matches()
                || name.length() > 63
                || !QUALIFIED.matcher(name).matches()) {
            errors.add(FieldError.invalid(
                    field,
                    key,
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                            + " alphanumeric character"));
        }
    }

    private static void checkOwner(JsonNode owner, List<FieldError> errors) {
        for (String field : List.of("apiVersion", "kind", "name", "uid")) {
            if (JsonTrees.text(owner, field).isEmpty()) {
                errors.add(FieldError.invalid("metadata.ownerReferences." + field, "", "must not be empty"));
            }
        }
    }
}
