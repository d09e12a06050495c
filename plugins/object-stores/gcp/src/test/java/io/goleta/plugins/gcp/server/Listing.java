package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * One page of the objects of a bucket. Objects and prefixes count into a page alike.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/list">Objects: list</a>
 */
final class Listing {
    private static final int LARGEST = 1000;

    private final String prefix;
    private final String delimiter;
    private final String start;
    private final String end;
    private final int size;
    private final ArrayNode items = Call.JSON.createArrayNode();
    private final ArrayNode prefixes = Call.JSON.createArrayNode();

    private String last;
    private boolean more;

    Listing(Call call) {
        prefix = call.parameter("prefix").orElse("");
        delimiter = call.parameter("delimiter").orElse("");
        start = call.parameter("startOffset").orElse("");
        end = call.parameter("endOffset").orElse("");
        size = call.parameter("maxResults").map(Listing::size).orElse(LARGEST);
        last = call.parameter("pageToken").map(Listing::name).orElse("");
    }

    private static int size(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size > 0) {
                return Math.min(size, LARGEST);
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw GcsError.invalid("Invalid value for maxResults: " + text);
    }

    private static String name(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException e) {
            throw GcsError.invalid("Invalid pageToken: " + token);
        }
    }

    ObjectNode page(Bucket bucket, URI server) {
        for (StoredObject object : bucket.from(first())) {
            if (!object.name().startsWith(prefix) || ended(object) || more) {
                break;
            }
            take(object, server);
        }
        ObjectNode page = Call.JSON.createObjectNode().put("kind", "storage#objects");
        if (more) {
            page.put("nextPageToken", Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8)));
        }
        if (!prefixes.isEmpty()) {
            page.set("prefixes", prefixes);
        }
        if (!items.isEmpty()) {
            page.set("items", items);
        }
        return page;
    }

    private ObjectName first() {
        ObjectName first = new ObjectName(prefix);
        for (String other : List.of(start, last)) {
            ObjectName name = new ObjectName(other);
            first = first.compareTo(name) < 0 ? name : first;
        }
        return first;
    }

    private boolean ended(StoredObject object) {
        return !end.isEmpty() && object.spec().name().compareTo(new ObjectName(end)) >= 0;
    }

    private void take(StoredObject object, URI server) {
        String name = object.name();
        int cut = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
        String folder = cut < 0 ? "" : name.substring(0, cut + delimiter.length());
        boolean listed = cut < 0 ? name.equals(last) : last.startsWith(folder);
        if (listed) {
            return;
        }
        if (items.size() + prefixes.size() == size) {
            more = true;
        } else if (cut < 0) {
            items.add(object.json(server));
            last = name;
        } else {
            prefixes.add(folder);
            last = folder;
        }
    }
}
