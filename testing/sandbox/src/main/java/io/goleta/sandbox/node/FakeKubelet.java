package io.goleta.sandbox.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.goleta.sandbox.client.ApiClient;
import io.goleta.sandbox.client.ApiEndpoint;
import io.goleta.sandbox.client.ApiFailure;
import io.goleta.sandbox.client.WatchFollower;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node without containers. Its pods have real volume folders below {@link #podsFolder()}, laid out as a kubelet does; their
 * init containers are local processes; their main containers are said to run. Claims of the storage class {@code standard} get
 * volumes that are folders. It schedules every pod that has no node yet.
 *
 * <p>It talks to its API server like any client, so the server may be a {@link io.goleta.sandbox.Sandbox} or a real one
 * without other nodes.
 */
public final class FakeKubelet implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(FakeKubelet.class);

    private final String name;
    private final NodeFolders folders;
    private final NodeParts parts;
    private final ApiClient client;
    private final VolumeBinder binder;
    private final Map<String, PodRunner> runners = new ConcurrentHashMap<>();
    private final AtomicInteger addresses = new AtomicInteger(10);
    private final Semaphore storageChanged = new Semaphore(1);
    private final List<WatchFollower> followers;
    private final Thread storageThread;

    private FakeKubelet(Builder builder) {
        this.name = builder.name;
        this.client = new ApiClient(builder.endpoint);
        this.folders = new NodeFolders(builder.root.toAbsolutePath().normalize());
        this.parts = new NodeParts(
                client,
                builder.clock,
                folders,
                new VolumeMounter(client, folders),
                new Programs(Map.copyOf(builder.programs)),
                new ContainerProcess(folders));
        this.binder = new VolumeBinder(client, folders, name);
        try {
            folders.create();
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to make folders below " + folders.root() + "; " + e.getMessage(), e);
        }
        binder.createStorageClass();
        client.create("/api/v1/nodes", NodeObject.of(name, builder.clock));
        this.storageThread = Thread.ofVirtual().name("volumes of " + name).start(this::keepStorage);
        this.followers = List.of(
                new WatchFollower(client, "/api/v1/pods", this::podChanged, this::podGone),
                new WatchFollower(client, "/api/v1/persistentvolumeclaims", o -> lookAtStorage(), o -> lookAtStorage()),
                new WatchFollower(client, "/api/v1/persistentvolumes", o -> lookAtStorage(), o -> lookAtStorage()));
    }

    /**
     * Prepares a node.
     *
     * @param root folder for everything the node keeps; not deleted at the end
     */
    public static Builder builder(ApiEndpoint endpoint, Path root) {
        return new Builder(endpoint, root);
    }

    /** The name of its Node object. */
    public String name() {
        return name;
    }

    /** The folder with one folder per pod uid; what a kubelet has in {@code /var/lib/kubelet/pods}. */
    public Path podsFolder() {
        return folders.pods();
    }

    /** Where the data of a persistent volume is. */
    public Path dataOf(String persistentVolume) {
        return folders.data(persistentVolume);
    }

    /** What the processes of a container printed. */
    public Path logOf(String podUid, String container) {
        return folders.log(podUid, container);
    }

    /** Ends all processes; pods and folders stay as they are. */
    @Override
    public void close() {
        followers.forEach(WatchFollower::close);
        storageThread.interrupt();
        runners.values().forEach(FakeKubelet::stop);
    }

    private void podChanged(ObjectNode pod) {
        lookAtStorage();
        String node = Trees.text(pod, "spec", "nodeName");
        try {
            if (node.isEmpty() && !Trees.deleting(pod)) {
                schedule(pod);
            } else if (node.equals(name) && Trees.deleting(pod)) {
                end(pod);
            } else if (node.equals(name)) {
                runners.computeIfAbsent(Trees.uid(pod), uid -> run(pod));
            }
        } catch (ApiFailure overtaken) {
            LOGGER.debug("pod {}: {}", Trees.name(pod), overtaken.getMessage());
        }
    }

    private void schedule(JsonNode pod) {
        ObjectNode binding = Trees.object().put("apiVersion", "v1").put("kind", "Binding");
        binding.putObject("metadata").put("name", Trees.name(pod)).put("namespace", Trees.namespace(pod));
        binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", name);
        client.create(Trees.path(pod, "pods") + "/binding", binding);
    }

    private PodRunner run(JsonNode pod) {
        int number = addresses.getAndIncrement();
        PodRunner runner = new PodRunner(pod, parts, "10.244." + (number >> 8) + "." + (number & 255));
        runner.start();
        return runner;
    }

    /** Stops a pod, removes its folders, and only then lets the API server forget it. */
    private void end(JsonNode pod) {
        podGone(pod);
        ObjectNode options = Trees.object().put("gracePeriodSeconds", 0);
        options.putObject("preconditions").put("uid", Trees.uid(pod));
        client.delete(Trees.path(pod, "pods"), options);
    }

    private void podGone(JsonNode pod) {
        lookAtStorage();
        PodRunner runner = runners.remove(Trees.uid(pod));
        if (runner != null) {
            stop(runner);
        }
        try {
            NodeFolders.delete(folders.pod(Trees.uid(pod)));
        } catch (IOException e) {
            LOGGER.warn("cannot remove the folders of pod {}", Trees.name(pod), e);
        }
    }

    private static void stop(PodRunner runner) {
        try {
            runner.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAtStorage() {
        storageChanged.release();
    }

    private void keepStorage() {
        try {
            while (true) {
                storageChanged.acquire();
                storageChanged.drainPermits();
                try {
                    binder.sync();
                } catch (ApiFailure | IOException e) {
                    LOGGER.debug("volumes: {}", e.toString());
                }
            }
        } catch (InterruptedException closed) {
            LOGGER.debug("volumes of {} are left alone", name);
        }
    }

    /** Settings of a {@link FakeKubelet}. */
    public static final class Builder {

        private final ApiEndpoint endpoint;
        private final Path root;
        private final Map<String, List<String>> programs = new HashMap<>();
        private String name = "sandbox-node";
        private Clock clock = Clock.systemUTC();

        private Builder(ApiEndpoint endpoint, Path root) {
            this.endpoint = endpoint;
            this.root = root;
        }

        /** The node's name; {@code sandbox-node} unless set. */
        public Builder name(String newName) {
            this.name = newName;
            return this;
        }

        /**
         * What to run for init containers. Those without a program succeed at once.
         *
         * @param imageOrCommand an image with or without tag, or the first element of a container's command
         * @param commandLine the local program with arguments; the container's own arguments are appended
         */
        public Builder program(String imageOrCommand, String... commandLine) {
            programs.put(imageOrCommand, List.of(commandLine));
            return this;
        }

        /** Where timestamps come from. */
        public Builder clock(Clock newClock) {
            this.clock = newClock;
            return this;
        }

        /** Registers the node and begins. */
        public FakeKubelet start() {
            return new FakeKubelet(this);
        }
    }
}
