package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which local command line stands for a container: looked up by its image, its image without tag, and the first element of its
 * command, in this order. What the container has beyond the command's first element, and its arguments, are appended.
 */
record Programs(Map<String, List<String>> commandLines) {

    Optional<List<String>> commandLine(JsonNode container) {
        List<String> command = texts(container.path("command"));
        String image = Trees.text(container, "image");
        int colon = image.lastIndexOf(':');
        String untagged = colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
        for (String key : new String[] {image, untagged, command.isEmpty() ? "" : command.getFirst()}) {
            List<String> program = commandLines.get(key);
            if (program != null) {
                List<String> line = new ArrayList<>(program);
                line.addAll(command.isEmpty() ? command : command.subList(1, command.size()));
                line.addAll(texts(container.path("args")));
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
