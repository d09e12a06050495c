package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The keys of a repository: each opens it with another password, and all hold the same secret of the repository. */
final class ResticKeys {
    private static final String ADD = "add a key";
    private static final String REMOVE = "remove a key";
    private static final String LIST = "list the keys";

    private final LockRetry restic;
    private final RepositoryFiles files;
    private final String path;

    ResticKeys(LockRetry restic, RepositoryFiles files, String path) {
        this.restic = restic;
        this.files = files;
        this.path = path;
    }

    /** The full id of the key that the password opens. */
    String current() {
        String shortId = listed().orElseThrow(() ->
                new GoletaException(Fault.INTERNAL, "restic did not say which key of " + path + " it was opened with"));
        return files.keys().stream()
                .filter(id -> id.startsWith(shortId))
                .findFirst()
                .orElseThrow(() -> new GoletaException(
                        Fault.STORAGE, "the key " + shortId + " of " + path + " is gone from the object store"));
    }

    void add(Secret password) {
        restic.run(new Restic.Job(
                        ADD,
                        Optional.empty(),
                        List.of("key", "add", "--new-password-file=/dev/stdin"),
                        line -> {},
                        line -> {},
                        Optional.of(password)))
                .orThrow(ADD);
    }

    void remove(String id) {
        if (!files.keys().contains(id)) {
            return;
        }
        if (id.equals(current())) {
            throw new GoletaException(
                    Fault.USER, "the key " + id + " of " + path + " is in use and is not removed by its own password");
        }
        restic.run(Restic.Job.of(REMOVE, List.of("key", "remove", id), line -> {}))
                .orThrow(REMOVE);
    }

    /** restic tells the first digits. */
    private Optional<String> listed() {
        StringBuilder json = new StringBuilder();
        restic.run(Restic.Job.of(LIST, List.of("key", "list", "--json"), json::append))
                .orThrow(LIST);
        return JsonLine.parse(json.toString()).stream()
                .flatMap(keys -> StreamSupport.stream(keys.spliterator(), false))
                .filter(key -> key.path("current").asBoolean())
                .map((JsonNode key) -> key.path("id").asText())
                .findFirst();
    }
}
