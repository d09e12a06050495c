package io.goleta.plugins.restic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of nodes from which the installation lets agents back hostPath volumes up. The agents check it again. */
record AllowedHostPaths(List<Path> folders) {

    /** @param variable what the installation put into {@code GOLETA_HOST_PATHS}: paths, separated by colons */
    static AllowedHostPaths of(String variable) {
        return new AllowedHostPaths(Stream.of(variable.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList());
    }

    Optional<String> reasonToRefuse(String path) {
        Path wanted = Path.of(path);
        if (!wanted.isAbsolute() || !wanted.normalize().equals(wanted)) {
            return Optional.of("its path " + path + " is not absolute and without \"..\"");
        }
        if (folders.stream().noneMatch(wanted::startsWith)) {
            return Optional.of("its path " + path + " is in no folder that the agents may read (" + folders
                    + "); \"velero install --allow-host-path\" adds one");
        }
        return Optional.empty();
    }
}
