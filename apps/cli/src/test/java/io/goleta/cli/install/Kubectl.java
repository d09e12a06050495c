package io.goleta.cli.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kubectl that lies beside a kube-apiserver for tests. */
final class Kubectl {
    private final Path program;
    private final Path kubeconfig;

    private Kubectl(Path program, Path kubeconfig) {
        this.program = program;
        this.kubeconfig = kubeconfig;
    }

    static Kubectl in(Path assets, Path kubeconfig) throws IOException {
        try (Stream<Path> files = Files.walk(assets)) {
            return new Kubectl(
                    files.filter(file -> file.endsWith("kubectl")).findFirst().orElseThrow(), kubeconfig);
        }
    }

    /** What it prints, errors included. */
    String run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
