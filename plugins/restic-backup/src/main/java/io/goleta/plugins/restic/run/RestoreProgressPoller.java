package io.goleta.plugins.restic.run;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.Progress;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress of a restic too old to report it: polls the size of the files in the target directory. */
final class RestoreProgressPoller implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RestoreProgressPoller.class);
    // To get the size, restic opens the repository once more, which takes seconds of CPU time.
    private static final Duration WORTH_MEASURING = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SHARE_OF_TIME = 20;

    private static final long UNKNOWN = -1;

    private final Path directory;
    private final LongSupplier measure;
    private final Consumer<Progress> progress;
    private final Thread thread;
    private volatile long total = UNKNOWN;

    private RestoreProgressPoller(Path directory, LongSupplier measure, Consumer<Progress> progress) {
        this.directory = directory;
        this.measure = measure;
        this.progress = progress;
        this.thread = Thread.ofVirtual().unstarted(this::poll);
    }

    /**
     * @param measure returns the total size; called only when the restore takes long, because it is slow itself
     */
    static RestoreProgressPoller start(Path directory, LongSupplier measure, Consumer<Progress> progress) {
        RestoreProgressPoller poll = new RestoreProgressPoller(directory, measure, progress);
        poll.thread.start();
        return poll;
    }

    /** All that was restored; for after the end. */
    long total() {
        try {
            return total == UNKNOWN ? size(directory) : total;
        } catch (IOException e) {
            LOGGER.debug("cannot tell the size of {}: {}", directory, e.getMessage());
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Afterwards progress is not called any more. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            Duration pause = WORTH_MEASURING;
            while (true) {
                Thread.sleep(pause);
                if (total == UNKNOWN) {
                    total = measure.getAsLong();
                }
                long begin = System.nanoTime();
                progress.accept(new Progress(total, Math.min(total, size(directory))));
                // Counting millions of files must not compete with writing them.
                Duration cost = Duration.ofNanos((System.nanoTime() - begin) * SHARE_OF_TIME);
                pause = cost.compareTo(INTERVAL) > 0 ? cost : INTERVAL;
            }
        } catch (InterruptedException e) {
            LOGGER.trace("restore into {} ended", directory);
        } catch (IOException | GoletaException e) {
            LOGGER.debug("cannot tell the progress of {}: {}", directory, e.getMessage());
        }
    }

    private static long size(Path directory) throws IOException, InterruptedException {
        AtomicLong size = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                size.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                return Thread.currentThread().isInterrupted() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return size.get();
    }
}
