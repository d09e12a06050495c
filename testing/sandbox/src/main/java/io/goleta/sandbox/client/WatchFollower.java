package io.goleta.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a collection for ever: lists, watches, and starts again when the watch ends. One thread calls the consumers. */
public final class WatchFollower implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchFollower.class);

    private final ApiClient client;
    private final String path;
    private final Consumer<ObjectNode> present;
    private final Consumer<ObjectNode> gone;
    private final Map<String, ObjectNode> known = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts to follow.
     *
     * @param path of the collection
     * @param present hears of every new state of an object, also repeatedly
     * @param gone hears of the last state of objects that no longer exist
     */
    public WatchFollower(ApiClient client, String path, Consumer<ObjectNode> present, Consumer<ObjectNode> gone) {
        this.client = client;
        this.path = path;
        this.present = present;
        this.gone = gone;
        this.thread = Thread.ofVirtual().name("follow " + path).start(this::follow);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void follow() {
        while (!closed) {
            try {
                String version = list();
                client.watch(path + "?watch=true&timeoutSeconds=300&resourceVersion=" + version, this::event);
            } catch (ApiFailure lost) {
                if (!closed) {
                    LOGGER.debug("{}", lost.getMessage());
                    pause();
                }
            }
        }
    }

    private String list() {
        ObjectNode list = client.get(path).orElseThrow(() -> new ApiFailure(404, "there is no " + path));
        Set<String> missing = new HashSet<>(known.keySet());
        for (JsonNode item : list.path("items")) {
            missing.remove(uid(item));
            seen((ObjectNode) item);
        }
        missing.forEach(this::lost);
        return list.path("metadata").path("resourceVersion").asText();
    }

    private void event(ObjectNode event) {
        JsonNode object = event.path("object");
        switch (event.path("type").asText()) {
            case "ADDED", "MODIFIED" -> seen((ObjectNode) object);
            case "DELETED" -> lost(uid(object));
            default -> LOGGER.debug("{}", event);
        }
    }

    private void seen(ObjectNode object) {
        known.put(uid(object), object);
        present.accept(object);
    }

    private void lost(String uid) {
        ObjectNode last = known.remove(uid);
        if (last != null) {
            gone.accept(last);
        }
    }

    private static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }

    private void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
