package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.goleta.sandbox.client.ApiFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one pod on the node: volumes, init containers one after another, then running until it is stopped. */
final class PodRunner {

    private static final Logger LOGGER = LoggerFactory.getLogger(PodRunner.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private final JsonNode pod;
    private final NodeParts parts;
    private final PodReport report;
    private final Thread thread;

    PodRunner(JsonNode pod, NodeParts parts, String address) {
        this.pod = pod;
        this.parts = parts;
        this.report = new PodReport(parts.client(), parts.clock(), pod, address);
        this.thread = Thread.ofVirtual().name("pod " + Trees.name(pod)).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends its process, if one runs, and waits until it has ended. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            Map<String, Path> volumes = mounted();
            int index = 0;
            for (JsonNode container : pod.path("spec").path("initContainers")) {
                if (!initialise(container, index++, volumes)) {
                    return;
                }
            }
            report.running();
        } catch (InterruptedException stopped) {
            LOGGER.debug("pod {} stopped", Trees.name(pod));
        } catch (ApiFailure e) {
            // A pod that went away in the meantime needs no report.
            LOGGER.debug("pod {}: {}", Trees.name(pod), e.getMessage());
        } catch (IOException e) {
            LOGGER.warn("pod {} cannot run", Trees.name(pod), e);
            report.failed(e.toString());
        }
    }

    private Map<String, Path> mounted() throws IOException, InterruptedException {
        String reported = "";
        while (true) {
            try {
                return parts.mounter().mount(pod);
            } catch (NotYet missing) {
                String why = String.valueOf(missing.getMessage());
                if (!why.equals(reported)) {
                    report.preparing(why);
                    reported = why;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** Runs an init container until it succeeds; false when it may not be tried again. */
    private boolean initialise(JsonNode container, int index, Map<String, Path> volumes)
            throws IOException, InterruptedException {
        Optional<List<String>> commandLine = parts.programs().commandLine(container);
        while (true) {
            String startedAt = Trees.now(parts.clock());
            report.initRunning(index);
            int exitCode = 0;
            String message = "";
            if (commandLine.isPresent()) {
                exitCode = runToEnd(container, commandLine.get(), volumes);
            } else {
                message = "the pretend node has no program for image " + Trees.text(container, "image");
            }
            report.initEnded(index, exitCode, startedAt, message);
            if (exitCode == 0) {
                return true;
            }
            if (Trees.text(pod, "spec", "restartPolicy").equals("Never")) {
                report.failed("init container " + Trees.text(container, "name") + " failed");
                return false;
            }
            Thread.sleep(BACK_OFF);
        }
    }

    private int runToEnd(JsonNode container, List<String> commandLine, Map<String, Path> volumes)
            throws IOException, InterruptedException {
        Process process = parts.processes().start(pod, container, commandLine, volumes);
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
