package io.goleta.spi.volume;

import io.goleta.spi.error.GoletaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Transfers the files of volumes to and from one repository. Thread-safe: several volumes are transferred at once.
 *
 * <p>All methods block and are cancelled by interrupting the calling thread; then nothing of theirs keeps running, and a
 * call that was cut off may be repeated as if it had never begun. Killing the whole process at any moment leaves the
 * repository usable without manual help.
 */
public interface DataMover extends AutoCloseable {

    /**
     * Makes the repository ready for writing: creates it when there is none.
     *
     * @throws WrongPasswordException when the password does not open it
     * @throws GoletaException STORAGE for a damaged or unreachable repository
     */
    void prepare();

    /**
     * Proves that the repository exists and opens with the password; never creates one.
     *
     * @throws WrongPasswordException when the password does not open it
     * @throws GoletaException STORAGE when it is missing, damaged or unreachable
     */
    void connect();

    /**
     * Backs up what lies in a directory: the directory's content is the root of the snapshot.
     *
     * <p>The volume is in use meanwhile. A file that is deleted before it is read is left out, and costs a warning at most.
     *
     * @param progress called now and then, by one thread at a time
     * @throws IncompleteSnapshotException when files could not be read for other reasons, and a snapshot of the rest was kept
     * @throws GoletaException when there is no snapshot
     */
    Snapshot backUp(VolumeSource source, Consumer<Progress> progress);

    /**
     * The same, and reports what a user should know about a snapshot that is good.
     *
     * @param warnings gets short sentences, by one thread at a time
     */
    default Snapshot backUp(VolumeSource source, Consumer<Progress> progress, Consumer<String> warnings) {
        return backUp(source, progress);
    }

    /**
     * Restores a snapshot into a directory. Files of the same name are overwritten, others stay. Nothing is written outside of
     * the directory: where the snapshot has something at the place of a symbolic link, it replaces the link. A restore that was
     * cut off can be done again over what it left.
     *
     * @throws GoletaException USER when there is no such snapshot
     */
    void restore(String snapshotId, Path target, Consumer<Progress> progress);

    /**
     * The same. Files whose content is complete and whose owner, mode, times or attributes cannot be set, because the file
     * system of the directory does not have them or does not permit it, are warnings and no failure.
     *
     * @param warnings gets short sentences, by one thread at a time
     */
    default void restore(String snapshotId, Path target, Consumer<Progress> progress, Consumer<String> warnings) {
        restore(snapshotId, target, progress);
    }

    /**
     * The newest snapshot that carries all these tags.
     *
     * @return empty when there is none, or no repository
     */
    Optional<Snapshot> find(Map<String, String> tags);

    /** Removes snapshots; their data goes with the next {@link #maintain()}. Ones that are not there are no error. */
    void forget(List<String> snapshotIds);

    /**
     * Frees the space of forgotten snapshots. The host calls it while no backup or restore that it knows of uses the repository,
     * but others may: another cluster, or a backup that begins meanwhile. Those must not lose anything by it.
     *
     * @throws GoletaException retryable when something else is at work in the repository, and this has to wait
     */
    void maintain();

    /**
     * Verifies the repository's structure.
     *
     * @param readDataPercent how much of the stored data to read and verify as well, 0 to 100
     * @throws GoletaException STORAGE, with what is damaged
     */
    void check(int readDataPercent);

    /**
     * The same, and reports what it is doing.
     *
     * @param output gets lines for people, as they come; called by one thread at a time
     */
    default void maintain(Consumer<String> output) {
        maintain();
    }

    /**
     * The same, and reports what it is doing.
     *
     * @param output gets lines for people, as they come; called by one thread at a time
     */
    default void check(int readDataPercent, Consumer<String> output) {
        check(readDataPercent);
    }

    /** Removes locks that dead processes left behind, and never a living one's. */
    void unlock();

    /** Ends running transfers and releases resources. Never throws. */
    @Override
    void close();
}
