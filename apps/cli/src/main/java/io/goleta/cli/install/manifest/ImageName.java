package io.goleta.cli.install.manifest;

import java.util.List;

/** An image as pods name it: {@code registry.example.com:5000/velero/plugin:v1}. */
record ImageName(String reference) {

    /** {@code IfNotPresent} for an image that does not change under its name, by tag or digest; {@code Always} for others. */
    String pullPolicy() {
        String last = reference.substring(reference.lastIndexOf('/') + 1);
        if (last.contains("@")) {
            return "IfNotPresent";
        }
        int colon = last.indexOf(':');
        return colon < 0 || last.substring(colon + 1).equals("latest") ? "Always" : "IfNotPresent";
    }

    /** What Velero calls the init container of a plugin image, so that {@code velero plugin remove} finds it. */
    String containerName() {
        String name = reference.split("@", 2)[0];
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        List<String> parts = List.of((tag < 0 ? name : name.substring(0, tag)).split("/"));
        boolean registry = parts.size() > 2 || parts.getFirst().isEmpty();
        return String.join("-", registry ? parts.subList(1, parts.size()) : parts)
                .replaceAll("[_.]", "-");
    }
}
