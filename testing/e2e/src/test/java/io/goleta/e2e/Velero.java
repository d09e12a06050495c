package io.goleta.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The {@code velero} command, and what it takes to install it. */
final class Velero {
    static final String NAMESPACE = "velero";

    private Velero() {}

    /** Runs {@code velero} with these arguments, separated by blanks, and returns what it printed. */
    static String velero(String arguments) {
        return run(arguments).orFail();
    }

    static Shell.Output run(String arguments) {
        List<String> words = new ArrayList<>(List.of(property("e2e.velero")));
        words.addAll(List.of(arguments.strip().split(" +")));
        return Shell.run(words);
    }

    /** Installs what is under test, as the test run was told. */
    static void install() {
        velero("install --use-restic --use-volume-snapshots=false --wait " + property("e2e.install"));
    }

    static void uninstall() {
        velero("uninstall --force --wait");
    }

    /** The phase a backup or restore ended in. */
    static String phase(String kind, String name) {
        return Kubectl.kubectl("-n velero get " + kind + " " + name + " -o jsonpath={.status.phase}");
    }

    static List<JsonNode> volumeBackups(String backup) {
        return Kubectl.items("-n velero get podvolumebackups -l velero.io/backup-name=" + backup);
    }

    static List<JsonNode> volumeRestores(String restore) {
        return Kubectl.items("-n velero get podvolumerestores -l velero.io/restore-name=" + restore);
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), "-D" + name + " is missing; e2e/run sets it");
    }
}
