package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON paths of printer columns: {@code .a.b\.c}, {@code [0]}, {@code [*]}, {@code [?(@.type=="Ready")].status}. */
final class JsonPath {

    private static final Pattern STEP = Pattern.compile(
            "\\.((?:[^.\\[\\\\]|\\\\.)+)|\\[(\\d+|\\*)]|\\['([^']+)']|\\[\\?\\(@\\.([^=!]+?)\\s*==\\s*[\"']([^\"']*)[\"']\\)]");

    private final List<String[]> steps = new ArrayList<>();

    JsonPath(String path) {
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                steps.add(new String[] {"field", matcher.group(1).replace("\\", "")});
            } else if (matcher.group(2) != null) {
                steps.add(new String[] {"index", matcher.group(2)});
            } else if (matcher.group(3) != null) {
                steps.add(new String[] {"field", matcher.group(3)});
            } else {
                steps.add(new String[] {"filter", matcher.group(4), matcher.group(5)});
            }
        }
    }

    /** The first value found; null as JSON when there is none. */
    JsonNode find(JsonNode root) {
        List<JsonNode> found = List.of(root);
        for (String[] step : steps) {
            List<JsonNode> next = new ArrayList<>();
            found.forEach(node -> follow(node, step, next));
            found = next;
        }
        return found.isEmpty() ? NullNode.getInstance() : found.getFirst();
    }

    private static void follow(JsonNode node, String[] step, List<JsonNode> next) {
        switch (step[0]) {
            case "field" -> addPresent(node.path(step[1]), next);
            case "index" -> {
                if (step[1].equals("*")) {
                    node.forEach(next::add);
                } else {
                    addPresent(node.path(Integer.parseInt(step[1])), next);
                }
            }
            default ->
                node.forEach(element -> {
                    if (JsonTrees.text(element, step[1].split("\\.")).equals(step[2])) {
                        next.add(element);
                    }
                });
        }
    }

    private static void addPresent(JsonNode node, List<JsonNode> next) {
        if (!node.isMissingNode()) {
            next.add(node);
        }
    }
}
