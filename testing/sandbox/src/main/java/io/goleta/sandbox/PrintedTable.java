package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Objects as {@code kubectl get} prints them: a {@code Table} of meta.k8s.io. */
final class PrintedTable {

    private final Clock clock;

    PrintedTable(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param metadata of the table
     * @param includeObject {@code None}, {@code Metadata} or {@code Object}
     */
    ObjectNode of(RequestTarget target, List<StoredObject> objects, ObjectNode metadata, String includeObject) {
        List<Column> columns = columns(target);
        ObjectNode table = JsonTrees.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata);
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions.add(column.definition()));
        ArrayNode rows = table.putArray("rows");
        for (StoredObject stored : objects) {
            ObjectNode tree = stored.tree(target.apiVersion());
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.value().apply(tree)));
            if (includeObject.equals("Object")) {
                row.set("object", tree);
            } else if (!includeObject.equals("None")) {
                row.set("object", partial(tree));
            }
        }
        return table;
    }

    /** Only the metadata of an object. */
    static ObjectNode partial(ObjectNode tree) {
        ObjectNode partial =
                JsonTrees.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", tree.get("metadata"));
        return partial;
    }

    private List<Column> columns(RequestTarget target) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(
                "Name", "string", "name", 0, tree -> tree.path("metadata").path("name")));
        List<Column> own = target.type().custom()
                ? printerColumns(target.version().printerColumns())
                : PrinterColumns.of(target.type(), clock);
        columns.addAll(own);
        boolean custom = target.type().custom() && !own.isEmpty();
        if (!custom) {
            columns.add(age("Age", ".metadata.creationTimestamp", 0));
        }
        return columns;
    }

    private List<Column> printerColumns(JsonNode definitions) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode definition : definitions) {
            String name = JsonTrees.text(definition, "name");
            String path = JsonTrees.text(definition, "jsonPath");
            String type = JsonTrees.text(definition, "type");
            int priority = definition.path("priority").asInt();
            columns.add(
                    type.equals("date")
                            ? age(name, path, priority)
                            : new Column(
                                    name,
                                    type,
                                    JsonTrees.text(definition, "format"),
                                    priority,
                                    new JsonPath(path)::find));
        }
        return columns;
    }

    private Column age(String name, String path, int priority) {
        JsonPath time = new JsonPath(path);
        return new Column(
                name,
                name.equals("Age") ? "string" : "date",
                "",
                priority,
                tree -> JsonTrees.MAPPER
                        .getNodeFactory()
                        .textNode(Timestamps.age(time.find(tree).asText(""), clock.instant())));
    }
}
