package io.goleta.cli.output;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints objects of one kind in the format the user chose. */
public final class ObjectPrinter {
    private static final String NONE = "<none>";

    private final VeleroKind<?> kind;
    private final TableView view;
    private final OutputOptions options;

    /** @param view the table of the kind */
    public ObjectPrinter(VeleroKind<?> kind, TableView view, OutputOptions options) {
        this.kind = kind;
        this.view = view;
        this.options = options;
    }

    /** The text for a list; in JSON and YAML a single object is printed without the list. */
    public String list(List<KubernetesObject> objects, OutputFormat format) {
        Map<String, Object> content = objects.size() == 1 ? objects.getFirst().content() : listContent(objects);
        return format.text(() -> table(objects), content);
    }

    private Map<String, Object> listContent(List<KubernetesObject> objects) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", VeleroApi.API_VERSION);
        list.put("items", objects.stream().map(KubernetesObject::content).toList());
        list.put("kind", kind.kind() + "List");
        list.put("metadata", Map.of());
        return list;
    }

    private String table(List<KubernetesObject> objects) {
        if (objects.isEmpty()) {
            return "";
        }
        List<String> headers = new ArrayList<>(view.headers());
        options.labelColumns().forEach(label -> headers.add(labelHeader(label)));
        if (options.showLabels()) {
            headers.add("LABELS");
        }
        return new Table(headers, view.sorted(objects).stream().map(this::row).toList()).text();
    }

    private List<String> row(KubernetesObject object) {
        List<String> row = new ArrayList<>(view.row(object));
        options.labelColumns().forEach(label -> row.add(object.labels().getOrDefault(label, NONE)));
        if (options.showLabels()) {
            row.add(labels(object));
        }
        return row;
    }

    private static String labelHeader(String label) {
        return label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    private static String labels(KubernetesObject object) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(object.labels()).forEach((key, value) -> pairs.add(key + "=" + value));
        return pairs.isEmpty() ? NONE : String.join(",", pairs);
    }
}
