package io.goleta.server.nodeagent;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers what it was asked to move. Its files are names. */
final class FakeDataMover implements DataMover {
    final List<VolumeSource> backedUp = new ArrayList<>();
    final Map<Path, String> restored = new HashMap<>();
    final Map<Map<String, String>, Snapshot> existing = new HashMap<>();
    final List<String> forgotten = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    Snapshot next = new Snapshot("c0ffee", 42);

    @Nullable
    GoletaException failure;

    /** How often it fails; for ever unless somebody says so. */
    int failures = Integer.MAX_VALUE;

    /** What somebody else does while a volume is moved. */
    Runnable meanwhile = () -> {};

    boolean connected;
    boolean closed;

    @Override
    public void prepare() {
        throw new AssertionError("only the server creates repositories");
    }

    @Override
    public void connect() {
        connected = true;
    }

    @Override
    public Snapshot backUp(VolumeSource source, Consumer<Progress> progress) {
        progress.accept(new Progress(42, 21));
        failIfAsked();
        meanwhile.run();
        backedUp.add(source);
        return next;
    }

    @Override
    public Snapshot backUp(VolumeSource source, Consumer<Progress> progress, Consumer<String> output) {
        Snapshot snapshot = backUp(source, progress);
        warnings.forEach(output);
        return snapshot;
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress, Consumer<String> output) {
        restore(snapshotId, target, progress);
        warnings.forEach(output);
    }

    @Override
    public void restore(String snapshotId, Path target, Consumer<Progress> progress) {
        progress.accept(new Progress(42, 21));
        failIfAsked();
        meanwhile.run();
        restored.put(target, snapshotId);
        progress.accept(new Progress(42, 42));
    }

    @Override
    public Optional<Snapshot> find(Map<String, String> tags) {
        return Optional.ofNullable(existing.get(tags));
    }

    @Override
    public void forget(List<String> snapshotIds) {
        forgotten.addAll(snapshotIds);
    }

    @Override
    public void maintain() {
        throw new AssertionError("only the server prunes");
    }

    @Override
    public void check(int readDataPercent) {}

    @Override
    public void unlock() {}

    @Override
    public void close() {
        closed = true;
    }

    void interruptTheNext() {
        failure = new GoletaException(Fault.INTERNAL, "was cancelled");
        interrupt = true;
    }

    private boolean interrupt;

    /** From now on it works until it is interrupted. */
    void workForever() {
        endless = true;
    }

    private boolean endless;

    private void failIfAsked() {
        if (endless) {
            try {
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new GoletaException(Fault.INTERNAL, "was cancelled");
        }
        if (interrupt) {
            Thread.currentThread().interrupt();
        }
        if (failure != null && failures-- > 0) {
            throw failure;
        }
    }
}
