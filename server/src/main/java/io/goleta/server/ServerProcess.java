package io.goleta.server;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginReport;
import io.goleta.server.http.Downloads;
import io.goleta.server.http.HttpEndpoints;
import io.goleta.server.loop.ControlLoop;
import io.goleta.server.storage.StorageLocations;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a server or agent process: start everything, wait for SIGTERM, stop everything. */
final class ServerProcess {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerProcess.class);

    private final CommonOptions options;
    private final KubernetesClient client;
    private final PluginHost plugins;
    private final StorageLocations locations;
    private final Downloads downloads;
    private final List<StartUpStep> startUp;
    private final List<ControlLoop<?>> loops;

    /** Something to do, or to prove, before the loops start. */
    @FunctionalInterface
    interface StartUpStep {
        void run();
    }

    @Inject
    ServerProcess(
            CommonOptions options,
            KubernetesClient client,
            PluginHost plugins,
            StorageLocations locations,
            Downloads downloads,
            List<StartUpStep> startUp,
            List<ControlLoop<?>> loops) {
        this.options = options;
        this.client = client;
        this.plugins = plugins;
        this.locations = locations;
        this.downloads = downloads;
        this.startUp = startUp;
        this.loops = loops;
    }

    /** Returns the exit code once the process was told to end. */
    int runUntilTold() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            awaitQuietly(stopped);
        }));
        try {
            plugins.report().forEach(ServerProcess::log);
            startUp.forEach(StartUpStep::run);
            try (HttpEndpoints http = new HttpEndpoints(options.metricsAddress, this::notReady, downloads)) {
                loops.forEach(ControlLoop::start);
                LOGGER.info("started in namespace {}", options.namespace);
                told.await();
            }
            LOGGER.info("stopping; what is not finished is taken up at the next start");
        } finally {
            stop();
            stopped.countDown();
        }
        return 0;
    }

    private List<String> notReady() {
        return loops.stream()
                .filter(loop -> !loop.isWatching())
                .map(loop -> "no watch on " + loop.name())
                .toList();
    }

    private void stop() {
        loops.forEach(ControlLoop::close);
        locations.close();
        plugins.close();
        client.close();
    }

    private static void log(PluginReport plugin) {
        plugin.refused()
                .ifPresent(reason -> LOGGER.error("plugin {} ({}) refused: {}", plugin.id(), plugin.file(), reason));
        plugin.extensions()
                .forEach(extension -> LOGGER.info(
                        "plugin {} {}: {} {}", plugin.id(), plugin.version(), extension.kind(), extension.name()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
