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
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean leading;

    private enum Event {
        WON,
        LOST,
        SHUTDOWN
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

    /** Returns the exit code once the process shuts down. */
    int runUntilShutdown() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            events.offer(Event.SHUTDOWN);
            awaitQuietly(stopped);
        }));
        try {
            tellOfPlugins();
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
            switch (events.take()) {
                case WON -> {
                    leading = true;
                    controllers.forEach(Controller::start);
                    LOGGER.info("started in namespace {}", options.namespace);
                }
                case LOST -> {
                    LOGGER.error("leadership lost: the lease was taken over or could not be renewed; exiting. The new"
                            + " leader resumes unfinished work");
                    return 1;
                }
                case SHUTDOWN -> {
                    LOGGER.info("shutting down; unfinished work is resumed at the next start");
                    return 0;
                }
            }
        }
    }

    /** A standby is ready as well: it serves downloads, and must not delay the shutdown of its predecessor. */
    private List<String> notReady() {
        return !leading
                ? List.of()
                : controllers.stream()
                        .filter(controller -> !controller.isWatching())
                        .map(controller -> "no watch on " + controller.name())
                        .toList();
    }

    /** Gives up the lease when all controllers have stopped, before the connections are closed. */
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
            events.offer(Event.WON);
        }

        @Override
        public void lost() {
            events.offer(Event.LOST);
        }
    }

    private void tellOfPlugins() {
        plugins.cutOff()
                .forEach(call -> LOGGER.warn(
                        "the process before this one ended in the middle of a call, which may be the reason: {}{}",
                        call.call(),
                        call.run().isEmpty() ? "" : " (" + call.run() + ")"));
        plugins.rejections().forEach(LOGGER::error);
        for (PluginReport plugin : plugins.report()) {
            plugin.extensions()
                    .forEach(extension -> LOGGER.info(
                            "plugin {} {}: {} {}", plugin.id(), plugin.version(), extension.kind(), extension.name()));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
