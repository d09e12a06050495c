package io.goleta.server.control;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Notes what it is asked for; fails when told to. Moves nothing. */
public final class NotedMover implements DataMoverFactory, DataMover {
    public final List<String> notes = new ArrayList<>();

    public @Nullable RuntimeException failure;

    /** Does what else happens while it is asked. */
    public Consumer<String> whileAt = what -> {};

    private final ObjectStore store;
    private String path = "";

    NotedMover(ObjectStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "velero.io/restic";
    }

    @Override
    public DataMover create(Repository repository, PluginConfig config, PluginContext context) {
        path = repository.path();
        return this;
    }

    @Override
    public void prepare() {
        note("prepare");
        store.put(path + "/config", new ByteArrayInputStream(new byte[0]), 0);
    }

    @Override
    public void connect() {
        note("connect");
    }

    @Override
    public void forget(List<String> snapshotIds) {
        note("forget " + snapshotIds);
    }

    @Override
    public void maintain() {
        note("maintain");
    }

    @Override
    public void unlock() {
        note("unlock");
    }

    private void note(String what) {
        notes.add(path + " " + what);
        if (failure != null && !what.equals("unlock")) {
            throw failure;
        }
        whileAt.accept(what);
    }

    @Override
    public Snapshot backUp(VolumeSource source, Consumer<Progress> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Snapshot> find(Map<String, String> tags) {
        return Optional.empty();
    }

    @Override
    public void check(int readDataPercent) {
        note("check " + readDataPercent);
    }

    @Override
    public void close() {}
}
