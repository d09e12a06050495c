package io.goleta.core.plugin;

import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.spi.Configurable;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.spi.volume.DataMoverFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of this process. The extensions that it returns are wrapped: each call runs under the plugin's own class loader, and an
 * unexpected exception becomes a {@link GoletaException} (PLUGIN) that names the plugin. Thread-safe.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PluginHost.class);

    private final List<Pf4jPlugins> managers;
    private final PluginCalls calls;
    private final List<CutOffCall> cutOff;
    private final Path workDirectory;
    private volatile List<LoadedExtension> extensions;
    private final List<PluginReport> report;

    /**
     * One file in a plugins folder.
     *
     * @param id the plugin's id, or the file's name when there is none
     * @param version empty when unknown
     * @param extensions the extensions in use; fewer than the plugin has when some were rejected
     * @param refused why the plugin, or a part of it, was rejected and is not used
     */
    public record PluginReport(
            Path file, String id, String version, List<Extension> extensions, Optional<String> refused) {

        private String rejection() {
            String what = extensions.isEmpty() ? " is rejected" : ": a part of it is rejected";
            return "plugin " + id + " (" + file + ")" + what + " and not used: " + refused.orElse("");
        }

        /**
         * One extension.
         *
         * @param kind as Velero lists it: {@code ObjectStore}, {@code BackupItemAction}, {@code RestoreItemAction}; and
         *     {@code DataMover} and {@code PlatformProfile}, which Velero does not have
         */
        public record Extension(String kind, String name) {}
    }

    /**
     * A call of a plugin in the middle of which the process before this one was killed, ran out of memory or was ended by the plugin.
     *
     * @param run {@code backup velero/daily} or {@code restore velero/daily-1}; empty when it was for no run
     * @param call plugin, extension, method and object, for messages
     */
    public record CutOffCall(String run, String call) {}

    /**
     * An extension that is in use.
     *
     * @param file the plugin it came from
     * @param factory wrapped by {@link Isolation}
     */
    record LoadedExtension(ExtensionKind kind, String name, Path file, Object factory) {}

    private PluginHost(PluginCalls calls, List<CutOffCall> cutOff, Path workDirectory, PluginLoading loaded) {
        this.managers = loaded.managers();
        this.calls = calls;
        this.cutOff = cutOff;
        this.workDirectory = workDirectory;
        this.extensions = loaded.extensions();
        this.report = loaded.reports();
    }

    /**
     * Loads every jar and zip in the folders. One that cannot be used is rejected with a reason in {@link #report()} and does
     * not keep the others from loading. Folders come in the given order, files in the order of their names; where two claim
     * a name, the first has it, but of two versions of one plugin in one folder the newer.
     *
     * @param folders which need not exist; only read
     * @throws GoletaException USER when a folder is there but cannot be read
     */
    public static PluginHost load(List<Path> folders) {
        return load(folders, PluginLimits.DEFAULT, null);
    }

    /**
     * The same, for a process that may be killed by a plugin.
     *
     * @param notes a folder of this process and of those after it: what plugins do is noted there. A file that ended the process while it
     *     was being loaded is set aside, and {@link #cutOff()} has the calls that were under way. Null for no notes
     */
    public static PluginHost load(List<Path> folders, PluginLimits limits, @Nullable Path notes) {
        CallJournal journal = notes == null ? CallJournal.none() : CallJournal.open(notes.resolve("calls"));
        PluginCalls calls = new PluginCalls(limits, journal);
        Path workDirectory = temporaryDirectory();
        PluginLoading loading =
                new PluginLoading(workDirectory, calls, new LoadingNotes(journal.isPersistent() ? notes : null));
        folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .filter(Files::exists)
                .forEach(folder -> loading.load(filesIn(folder)));
        return new PluginHost(calls, journal.cutOff(), workDirectory, loading);
    }

    /** Every file found, with its extensions, or with the reason why it was rejected. */
    public List<PluginReport> report() {
        return report;
    }

    /** One sentence for each file, or part of one, that was rejected: a run that goes on without it has to say so. */
    public List<String> rejections() {
        return report.stream()
                .filter(plugin -> plugin.refused().isPresent())
                .map(PluginReport::rejection)
                .toList();
    }

    /** What plugins were doing when the process before this one was killed; empty when it ended in order, and without notes. */
    public List<CutOffCall> cutOff() {
        return cutOff;
    }

    /** All factories, in the order of their names. */
    public List<BackupItemActionFactory> backupItemActions() {
        return all(ExtensionKind.BACKUP_ITEM_ACTION, BackupItemActionFactory.class);
    }

    /** All factories, in the order of their names. */
    public List<RestoreItemActionFactory> restoreItemActions() {
        return all(ExtensionKind.RESTORE_ITEM_ACTION, RestoreItemActionFactory.class);
    }

    /** All profiles, in the order of their names. */
    public List<PlatformProfile> platformProfiles() {
        return all(ExtensionKind.PLATFORM_PROFILE, PlatformProfile.class);
    }

    /** Every extension that has a ConfigMap and can say what belongs into it, in the order of kinds and names. */
    public List<ConfigurableExtension> configurable() {
        return extensions.stream()
                .filter(extension -> extension.factory() instanceof Configurable)
                .sorted(Comparator.comparing(LoadedExtension::kind).thenComparing(LoadedExtension::name))
                .map(extension -> new ConfigurableExtension(
                        extension.name(), extension.kind().title(), (Configurable) extension.factory()))
                .toList();
    }

    /**
     * The object store of a provider.
     *
     * @param provider as the user wrote it; without a slash {@code velero.io/} is put before it
     * @throws GoletaException USER when no plugin offers it, naming those that exist
     */
    public ObjectStoreFactory objectStore(String provider) {
        return one(ExtensionKind.OBJECT_STORE, ObjectStoreFactory.class, provider);
    }

    /**
     * A data mover by name.
     *
     * @param name without a slash {@code velero.io/} is put before it
     * @throws GoletaException USER when no plugin offers it, naming those that exist
     */
    public DataMoverFactory dataMover(String name) {
        return one(ExtensionKind.DATA_MOVER, DataMoverFactory.class, name);
    }

    /** The names of all data movers. */
    public Set<String> dataMovers() {
        return of(ExtensionKind.DATA_MOVER).map(LoadedExtension::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Unloads all plugins. Extensions must not be used afterwards. */
    @Override
    public void close() {
        extensions = List.of();
        managers.forEach(this::unload);
        calls.close();
        try (Stream<Path> files = Files.walk(workDirectory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOGGER.warn("cannot remove the unpacked plugins in {}: {}", workDirectory, e.toString());
        }
    }

    private void unload(Pf4jPlugins manager) {
        PluginCalls.Call call = new PluginCalls.Call("", "", "stop", "", Map.of());
        try {
            calls.answer(call, calls.limits().load(), new HangingCalls(), () -> {
                manager.unloadPlugins();
                return true;
            });
        } catch (Throwable e) {
            LOGGER.warn("a plugin did not stop: {}", e.toString(), e);
        }
    }

    private <T> List<T> all(ExtensionKind kind, Class<T> type) {
        return of(kind).map(extension -> type.cast(extension.factory())).toList();
    }

    private <T> T one(ExtensionKind kind, Class<T> type, String name) {
        String qualified = PluginName.qualified(name);
        return of(kind).filter(extension -> extension.name().equals(qualified))
                .map(extension -> type.cast(extension.factory()))
                .findFirst()
                .orElseThrow(() -> new GoletaException(Fault.USER, missing(kind, qualified)));
    }

    private Stream<LoadedExtension> of(ExtensionKind kind) {
        return extensions.stream()
                .filter(extension -> extension.kind() == kind)
                .sorted(Comparator.comparing(LoadedExtension::name));
    }

    private String missing(ExtensionKind kind, String name) {
        String existing = of(kind).map(LoadedExtension::name).collect(Collectors.joining(", "));
        String rejected = report.stream()
                .filter(plugin -> plugin.refused().isPresent())
                .map(PluginReport::id)
                .collect(Collectors.joining(", "));
        return "no plugin offers " + kind.title() + " " + name
                + (existing.isEmpty() ? "; there is none of this kind" : "; there is " + existing)
                + (rejected.isEmpty() ? "" : "; rejected plugins: " + rejected + " (the log of the start says why)");
    }

    private static List<Path> filesIn(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, PluginArchive::isNamedLikeOne)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            throw new GoletaException(Fault.USER, "cannot read the plugins folder " + folder + ": " + e, e);
        }
        files.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return files;
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("goleta-plugins-");
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL,
                    "cannot create a folder for unpacked plugins; is the temporary folder writable? " + e,
                    e);
        }
    }
}
