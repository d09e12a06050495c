package io.goleta.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The log of one backup or restore: goes to a gzipped file for the bucket, in Velero's text format, and to the process's own
 * log under the name {@code io.goleta.run}. Thread-safe. A file that can no longer be written (a full disk) does not end the
 * run: the process's log says so once, and goes on alone.
 */
public final class RunLog implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.goleta.run");
    private static final int BUFFER = 1 << 14;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final Map<String, String> fields;
    private final Clock clock;
    private @Nullable OutputStream out;

    RunLog(Path file, Map<String, String> fields, Clock clock, OutputStream out) {
        this.file = file;
        this.fields = Map.copyOf(fields);
        this.clock = clock;
        this.out = out;
    }

    /**
     * @param file is created or emptied
     * @param fields added to each line, {@code backup=velero/daily}
     */
    public static RunLog create(Path file, Map<String, String> fields, Clock clock) {
        try {
            return new RunLog(file, fields, clock, new GZIPOutputStream(Files.newOutputStream(file), BUFFER));
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "Could not create the log file " + file + ": " + e.getMessage()
                            + "; see that the scratch directory is writable and not full",
                    e);
        }
    }

    /** A line at level info; {@code keysAndValues} alternate. */
    public void info(String message, String... keysAndValues) {
        log(Level.INFO, "info", message, keysAndValues);
    }

    /** A line at level warning. */
    public void warn(String message, String... keysAndValues) {
        log(Level.WARN, "warning", message, keysAndValues);
    }

    /** A line at level error. */
    public void error(String message, String... keysAndValues) {
        log(Level.ERROR, "error", message, keysAndValues);
    }

    /** Finishes the file. Later lines go to the process's log only. */
    @Override
    public void close() {
        lock.lock();
        try (OutputStream closing = out) {
            out = null;
        } catch (IOException e) {
            tellOnce(e);
        } finally {
            lock.unlock();
        }
    }

    private void log(Level level, String veleroLevel, String text, String... keysAndValues) {
        String message = Messages.shortened(text);
        String[] shortened = Stream.of(keysAndValues).map(Messages::shortened).toArray(String[]::new);
        LogLine line = LogLine.of(clock.instant(), veleroLevel, message, fields, shortened);
        LoggingEventBuilder event = LOGGER.atLevel(level);
        for (Map.Entry<String, String> field : line.fields().entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log(message);
        append(line.text().getBytes(UTF_8));
    }

    private void append(byte[] line) {
        lock.lock();
        try {
            if (out != null) {
                out.write(line);
            }
        } catch (IOException e) {
            out = null;
            tellOnce(e);
        } finally {
            lock.unlock();
        }
    }

    private void tellOnce(IOException e) {
        LOGGER.atWarn()
                .addKeyValue("file", file)
                .log(
                        "The log of this run is incomplete: {}; see that the scratch directory is not full",
                        e.getMessage());
    }
}
