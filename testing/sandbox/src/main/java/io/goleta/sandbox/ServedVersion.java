package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/**
 * One served version of a resource.
 *
 * @param subresources of a custom resource, per version
 * @param printerColumns {@code additionalPrinterColumns} of a custom resource, else missing
 * @param schema {@code openAPIV3Schema} of a custom resource, else missing
 * @param scale {@code subresources.scale} of a custom resource, else missing
 */
record ServedVersion(String name, Set<String> subresources, JsonNode printerColumns, JsonNode schema, JsonNode scale) {

    static ServedVersion builtIn(String name) {
        JsonNode none = MissingNode.getInstance();
        return new ServedVersion(name, Set.of(), none, none, none);
    }
}
