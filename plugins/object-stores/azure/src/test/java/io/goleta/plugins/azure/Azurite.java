package io.goleta.plugins.azure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azurite, Microsoft's own server for tests against Azure Blob Storage, as a process of ours that keeps blobs in memory. */
public final class Azurite implements AutoCloseable {
    /** The one account. */
    public static final String ACCOUNT = "goletatest";

    /** Its key, in base64. */
    public static final String KEY = "YWNjb3VudC1rZXktb2YtdGhlLXRlc3Qtc2VjcmV0LTAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm8=";

    private static final Pattern ADDRESS = Pattern.compile("Blob service.*listens on (https?://[\\d.]+:\\d+)");

    private final Process process;
    private final URI url;

    private Azurite(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it, on a port that is free, and waits until it listens.
     *
     * @param program the executable, or the script for Node.js, that starts the blob service alone
     * @param folder where it writes what it likes
     */
    public static Azurite start(String program, Path folder) {
        List<String> command = new ArrayList<>(program.endsWith(".js") ? List.of("node", program) : List.of(program));
        command.addAll(List.of("--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence"));
        command.addAll(List.of("--skipApiVersionCheck", "--disableTelemetry"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        try {
            Process process = builder.start();
            return new Azurite(process, awaitAddress(process));
        } catch (IOException e) {
            throw new UncheckedIOException("Azurite does not start", e);
        }
    }

    private static URI awaitAddress(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                // It says a line for each request, and would stop when nobody reads them.
                Thread.ofVirtual().start(() -> output.lines().forEach(Objects::requireNonNull));
                return URI.create(address.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IOException("it ended: " + said);
    }

    /** Of the account; what {@code storageAccountURI} of a location would say. */
    public URI url() {
        return URI.create(url + "/" + ACCOUNT);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
