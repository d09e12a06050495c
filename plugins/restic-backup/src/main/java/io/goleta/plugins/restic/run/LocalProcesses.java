package io.goleta.plugins.restic.run;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes of this machine or container, to tell whether the holder of a lock is one of them. */
final class LocalProcesses {
    private static final Duration CLOCK_ROUNDING = Duration.ofSeconds(10);

    private static final Pattern REST_SERVER =
            Pattern.compile("RESTIC_REPOSITORY=rest:http://127\\.0\\.0\\.1:(\\d{1,5})/");

    private final String host;

    LocalProcesses(String host) {
        this.host = host;
    }

    /** With the name that restic writes into locks here. */
    static LocalProcesses ofThisHost(Optional<String> otherwise) {
        try {
            return new LocalProcesses(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException e) {
            return new LocalProcesses(otherwise.orElse(""));
        }
    }

    /**
     * Whether the holder was a process here and is gone. Process ids are used again, above all when a container restarts,
     * so a process of that id must also be a restic and have been there when the lock was written.
     */
    boolean isDead(LockHolder holder) {
        if (!holder.host().equals(host)) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(holder.pid());
        return process.isEmpty()
                || isZombie(holder.pid())
                || isAnotherProgram(process.get())
                || isYounger(process.get(), holder.time())
                || killIfOrphan(process.get());
    }

    /**
     * A restic that outlived the Goleta process that started it: nothing listens at its repository's address any more. Left
     * alone, it would retry for a quarter of an hour and only then end.
     */
    private static boolean killIfOrphan(ProcessHandle process) {
        Optional<Integer> port = serverPort(process.pid());
        if (port.isEmpty() || isListening(port.get())) {
            return false;
        }
        process.destroyForcibly();
        return true;
    }

    private static Optional<Integer> serverPort(long pid) {
        try {
            Matcher server = REST_SERVER.matcher(
                    Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1));
            return server.find() ? Optional.of(Integer.valueOf(server.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isAnotherProgram(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> !Path.of(command).getFileName().toString().contains("restic"))
                .orElse(false);
    }

    private static boolean isYounger(ProcessHandle process, Instant time) {
        return process.info()
                .startInstant()
                .map(start -> start.isAfter(time.plus(CLOCK_ROUNDING)))
                .orElse(false);
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }
}
