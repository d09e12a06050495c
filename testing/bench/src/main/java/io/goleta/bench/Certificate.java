package io.goleta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for the loopback address that nobody knows yet.
 *
 * @param keyStore with its key
 * @param pem to be trusted
 */
record Certificate(Path keyStore, Path pem) {
    static final String PASSWORD = "changeit";

    static Certificate create(Path folder) throws IOException, InterruptedException {
        Path keyStore = folder.resolve("server.p12");
        Path pem = folder.resolve("server.pem");
        Files.deleteIfExists(keyStore);
        keytool(
                keyStore,
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=bench",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-ext",
                        "bc=ca:true"));
        keytool(keyStore, List.of("-exportcert", "-rfc", "-file", pem.toString()));
        return new Certificate(keyStore, pem);
    }

    private static void keytool(Path keyStore, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(arguments);
        line.addAll(List.of("-alias", "server", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
        int code = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("keytool ended with " + code);
        }
    }
}
