package io.goleta.plugins.restic;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress of a restic that does not tell: the size of the files in the directory it restores into, now and then. */
final class GrowthWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GrowthWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SHARE_OF_TIME = 20;

    private final Thread thread;

    private GrowthWatch(Thread thread) {
        this.thread = thread;
    }

    static GrowthWatch start(Path directory, long total, Consumer<Progress> progress) {
        return new GrowthWatch(Thread.ofVirtual().start(() -> watch(directory, total, progress)));
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

    private static void watch(Path directory, long total, Consumer<Progress> progress) {
        try {
            Duration pause = INTERVAL;
            while (true) {
                Thread.sleep(pause);
                long begin = System.nanoTime();
                progress.accept(new Progress(total, Math.min(total, size(directory))));
                // Counting millions of files must not compete with writing them.
                Duration cost = Duration.ofNanos((System.nanoTime() - begin) * SHARE_OF_TIME);
                pause = cost.compareTo(INTERVAL) > 0 ? cost : INTERVAL;
            }
        } catch (InterruptedException e) {
            LOGGER.trace("restore into {} ended", directory);
        } catch (IOException e) {
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
