package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Objects by name. Every method is one step to the others. */
final class Bucket {
    private final String name;
    private final InstantSource clock;
    private final Instant created;
    private final NavigableMap<ObjectName, StoredObject> objects = new TreeMap<>();

    private long lastGeneration;

    Bucket(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.created = clock.instant();
    }

    /** An object together with its bytes, which stay what they are while they are read. */
    record Opened(StoredObject object, FileChannel bytes) {}

    synchronized Optional<StoredObject> find(ObjectName object) {
        return Optional.ofNullable(objects.get(object));
    }

    /** The object of a generation, when one is asked for; refuses when there is none. */
    synchronized StoredObject get(ObjectName object, Optional<Long> generation) {
        return find(object)
                .filter(found -> generation.isEmpty() || generation.get() == found.generation())
                .orElseThrow(() -> GcsError.noObject(name, object.text()));
    }

    synchronized Opened open(ObjectName object, Optional<Long> generation, Preconditions preconditions)
            throws IOException {
        StoredObject found = get(object, generation);
        preconditions.require(Optional.of(found));
        return new Opened(found, FileChannel.open(found.content().file()));
    }

    synchronized StoredObject put(ObjectSpec spec, Content content, Preconditions preconditions) {
        preconditions.require(find(spec.name()));
        Instant now = clock.instant();
        lastGeneration = Math.max(lastGeneration + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        StoredObject object = new StoredObject(name, spec, content, lastGeneration, now);
        Optional.ofNullable(objects.put(spec.name(), object))
                .ifPresent(old -> old.content().delete());
        return object;
    }

    synchronized void delete(ObjectName object, Optional<Long> generation, Preconditions preconditions) {
        preconditions.require(find(object));
        get(object, generation).content().delete();
        objects.remove(object);
    }

    synchronized void replaceContent(ObjectName object, UnaryOperator<Content> change) {
        StoredObject old = get(object, Optional.empty());
        Content changed = change.apply(old.content());
        objects.put(object, new StoredObject(name, old.spec(), changed, old.generation(), old.created()));
    }

    /** The objects from a name on, in order. */
    synchronized List<StoredObject> from(ObjectName start) {
        return new ArrayList<>(objects.tailMap(start, true).values());
    }

    ObjectNode json(URI server) {
        String time = created.truncatedTo(ChronoUnit.MILLIS).toString();
        ObjectNode json = Call.JSON.createObjectNode();
        json.put("kind", "storage#bucket");
        json.put("selfLink", server + "/storage/v1/b/" + name);
        json.put("id", name);
        json.put("name", name);
        json.put("projectNumber", "100000000001");
        json.put("generation", Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, created)));
        json.put("metageneration", "1");
        json.put("location", "US");
        json.put("locationType", "multi-region");
        json.put("storageClass", "STANDARD");
        json.put("etag", "CAE=");
        json.put("timeCreated", time);
        json.put("updated", time);
        return json;
    }
}
