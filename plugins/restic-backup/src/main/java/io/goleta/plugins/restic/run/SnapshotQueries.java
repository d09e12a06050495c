package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Snapshot;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Questions about snapshots. They take no lock: what they read never changes. */
final class SnapshotQueries {
    private final Restic restic;

    SnapshotQueries(Restic restic) {
        this.restic = restic;
    }

    /** The newest one with all these tags. */
    Optional<Snapshot> newest(Map<String, String> tags) {
        JsonNode found = ask(
                "look for a snapshot",
                List.of("snapshots", "--json", "--latest=1", "--no-lock", "--tag=" + Tags.all(tags)));
        // restic gives the newest of each path; a volume's path changes with its pod.
        return StreamSupport.stream(found.spliterator(), false)
                .max(Comparator.comparing(
                        snapshot -> OffsetDateTime.parse(snapshot.path("time").asText())))
                .map(this::snapshot);
    }

    /**
     * All that it holds.
     *
     * @param paths gets each path, from the root of the snapshot; a directory before what is in it
     */
    void paths(String snapshot, Consumer<String> paths) {
        String purpose = "list the files of snapshot " + snapshot;
        restic.run(Restic.Job.of(
                        purpose,
                        List.of("ls", snapshot, "--json", "--no-lock"),
                        line -> JsonLine.parse(line)
                                .map(node -> node.path("path").asText())
                                .filter(path -> !path.isEmpty())
                                .ifPresent(paths)))
                .orThrow(purpose);
    }

    /** Bytes of all its files. */
    long size(String snapshot) {
        return ask("measure snapshot " + snapshot, List.of("stats", snapshot, "--json", "--no-lock"))
                .path("total_size")
                .asLong();
    }

    private Snapshot snapshot(JsonNode snapshot) {
        String id = snapshot.path("id").asText();
        JsonNode summary = snapshot.path("summary").path("total_bytes_processed");
        return new Snapshot(id, summary.isNumber() ? summary.asLong() : size(id));
    }

    private JsonNode ask(String purpose, List<String> arguments) {
        StringBuilder json = new StringBuilder();
        RunResult result =
                restic.run(Restic.Job.of(purpose, arguments, json::append)).orThrow(purpose);
        return JsonLine.parse(json.toString())
                .orElseThrow(() -> new GoletaException(
                        Fault.INTERNAL,
                        "tried to " + purpose + " in " + result.path() + ", but restic returned no JSON"));
    }
}
