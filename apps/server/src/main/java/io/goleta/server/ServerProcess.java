package io.goleta.server;

import com.sun.net.httpserver.HttpHandler;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Controllers;
import io.goleta.server.controller.Informers;
import io.goleta.server.http.HttpEndpoints;
import io.goleta.server.leader.Leadership;
import io.goleta.server.location.StorageLocations;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a server or agent process: start everything, wait for SIGTERM, stop everything. */
final class ServerProcess {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerProcess.class);

    private final CommonOptions options;
    private final Informers informers;
    private final PluginHost plugins;
    private final StorageLocations locations;
    private final Map<String, HttpHandler> pages;
    private final Set<StartUpStep> startUp;
    private final List<Controller<?>> controllers;
    private final Leadership leadership;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private volatile boolean leading;

    private enum News {
        WON,
        LOST,
        TOLD_TO_END
    }

    /** Something to do, or to prove, before the controllers start. */
    @FunctionalInterface
    interface StartUpStep {
        void run();
    }

    @Inject
    ServerProcess(
            CommonOptions options,
            Informers informers,
            PluginHost plugins,
            StorageLocations locations,
            Map<String, HttpHandler> pages,
            Set<StartUpStep> startUp,
            Controllers controllers,
            Leadership leadership) {
        this.options = options;
        this.informers = informers;
        this.plugins = plugins;
        this.locations = locations;
        this.pages = pages;
        this.startUp = startUp;
        this.controllers = List.copyOf(controllers.byName().values());
        this.leadership = leadership;
    }

    /** Returns the exit code once the process was told to end, or must not go on. */
    int runUntilTold() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            news.offer(News.TOLD_TO_END);
            awaitQuietly(stopped);
        }));
        try {
            plugins.report().forEach(ServerProcess::log);
            startUp.forEach(StartUpStep::run);
            try (HttpEndpoints http = new HttpEndpoints(options.metricsAddress, this::notReady, pages)) {
                leadership.seek(new Announcer());
                return work();
            }
        } finally {
            stop();
            stopped.countDown();
        }
    }

    private int work() throws InterruptedException {
        while (true) {
            switch (news.take()) {
                case WON -> {
                    leading = true;
                    controllers.forEach(Controller::start);
                    LOGGER.info("started in namespace {}", options.namespace);
                }
                case LOST -> {
                    LOGGER.error("lost the lease to another server, or could not renew it; ending at once. What is not"
                            + " finished is taken up by the server that holds the lease");
                    return 1;
                }
                case TOLD_TO_END -> {
                    LOGGER.info("stopping; what is not finished is taken up at the next start");
                    return 0;
                }
            }
        }
    }

    /** One that stands by is ready as well: it answers requests for files, and must not hold up the end of its predecessor. */
    private List<String> notReady() {
        return !leading
                ? List.of()
                : controllers.stream()
                        .filter(controller -> !controller.isWatching())
                        .map(controller -> "no watch on " + controller.name())
                        .toList();
    }

    /** Gives up the lease only when nothing is under way any more; only the connections are closed after it. */
    private void stop() {
        try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
            controllers.forEach(controller -> closers.execute(controller::close));
        }
        leadership.close();
        locations.close();
        plugins.close();
        informers.close();
    }

    private final class Announcer implements Leadership.Listener {
        @Override
        public void won() {
            news.offer(News.WON);
        }

        @Override
        public void lost() {
            news.offer(News.LOST);
        }
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
