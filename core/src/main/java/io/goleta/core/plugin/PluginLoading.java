package io.goleta.core.plugin;

import io.goleta.core.plugin.PluginHost.LoadedExtension;
import io.goleta.core.plugin.PluginHost.PluginReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Loads one file after the other; each is used or rejected by itself. Of two that claim one name the first wins, but of two versions of
 * one plugin in a folder the newer.
 */
final class PluginLoading {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path workDirectory;
    private final PluginCalls calls;
    private final LoadingNotes notes;
    private final Map<String, PluginCandidate> plugins = new HashMap<>();
    private final List<LoadedExtension> extensions = new ArrayList<>();
    private final List<PluginReport> reports = new ArrayList<>();

    PluginLoading(Path workDirectory, PluginCalls calls, LoadingNotes notes) {
        this.workDirectory = workDirectory;
        this.calls = calls;
        this.notes = notes;
    }

    List<LoadedExtension> extensions() {
        return List.copyOf(extensions);
    }

    List<PluginReport> reports() {
        return List.copyOf(reports);
    }

    /** The managers of the plugins in use. */
    List<Pf4jPlugins> managers() {
        return plugins.values().stream().map(PluginCandidate::manager).toList();
    }

    /** Loads the files of one folder. */
    void load(List<Path> files) {
        List<PluginCandidate> candidates = new ArrayList<>();
        files.forEach(file -> describe(file).ifPresent(candidates::add));
        PluginCandidate.newestFirst(candidates).forEach(this::load);
    }

    private Optional<PluginCandidate> describe(Path file) {
        try {
            Pf4jPlugins manager = new Pf4jPlugins(workDirectory);
            Path content = PluginArchive.prepare(file, workDirectory);
            return Optional.of(new PluginCandidate(file, content, manager.describe(content), manager));
        } catch (PluginRejectedException e) {
            reports.add(rejected(file, file.getFileName().toString(), "", e));
            return Optional.empty();
        }
    }

    private void load(PluginCandidate candidate) {
        try {
            verify(candidate);
            notes.verify(candidate.file());
            PluginExtensions loaded = notes.loading(candidate.file(), () -> answer(candidate));
            if (!loaded.used().isEmpty()) {
                plugins.put(candidate.id(), candidate);
                extensions.addAll(loaded.used());
            }
            reports.add(loaded.report());
        } catch (PluginRejectedException e) {
            reports.add(rejected(candidate.file(), candidate.id(), candidate.version(), e));
        }
    }

    private void verify(PluginCandidate candidate) throws PluginRejectedException {
        String id = candidate.id();
        if (!ID.matcher(id).matches()) {
            throw new PluginRejectedException(
                    "its Plugin-Id \"" + id + "\" holds more than letters, digits, -, _ and .");
        }
        PluginCandidate owner = plugins.get(id);
        if (owner != null) {
            throw new PluginRejectedException("the plugin id " + id + " is taken by version " + owner.version() + " in "
                    + owner.file() + "; remove one of the two files");
        }
        if (!candidate.descriptor().getDependencies().isEmpty()) {
            throw new PluginRejectedException(
                    "it has Plugin-Dependencies, but plugins cannot use one another; its jar must bring along all it needs");
        }
        candidate.manager().verifyRequirement(candidate.descriptor(), candidate.content());
    }

    /** On a thread that can be left alone, since constructors and static initialisers can hang. */
    private PluginExtensions answer(PluginCandidate candidate) throws PluginRejectedException {
        PluginCalls.Call call = new PluginCalls.Call(
                candidate.id(), candidate.file().getFileName().toString(), "loading", "", Map.of());
        List<LoadedExtension> others = extensions();
        try {
            return calls.answer(
                    call,
                    calls.limits().load(),
                    new HangingCalls(),
                    () -> PluginExtensions.load(candidate, others, calls));
        } catch (PluginRejectedException e) {
            throw e;
        } catch (NoAnswerException e) {
            throw new PluginRejectedException("it gave " + e.getMessage() + ", while it was being loaded");
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new PluginRejectedException("it failed while it was being loaded, with "
                    + (e instanceof LinkageError ? LinkCheck.problem(e) : e));
        }
    }

    private static PluginReport rejected(Path file, String id, String version, PluginRejectedException reason) {
        return new PluginReport(file, id, version, List.of(), Optional.of(reason.reason()));
    }
}
