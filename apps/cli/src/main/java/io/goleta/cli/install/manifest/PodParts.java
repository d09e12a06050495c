package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts that the pods of server and agents have in common. */
final class PodParts {
    static final String PORT_NAME = "metrics";
    static final int PORT = 8085;

    private static final String PLUGINS = "plugins";
    private static final String SCRATCH = "scratch";
    private static final String CREDENTIALS_FILE = "/credentials/" + DefaultLocations.CREDENTIALS_KEY;
    private static final List<String> CREDENTIALS_VARIABLES = List.of(
            "GOOGLE_APPLICATION_CREDENTIALS",
            "AWS_SHARED_CREDENTIALS_FILE",
            "AZURE_CREDENTIALS_FILE",
            "ALIBABA_CLOUD_CREDENTIALS_FILE");

    private final Installation installation;

    PodParts(Installation installation) {
        this.installation = installation;
    }

    static Volume plugins() {
        return emptyFolder(PLUGINS);
    }

    static Volume scratch() {
        return emptyFolder(SCRATCH);
    }

    static VolumeMount pluginsMount() {
        return mount(PLUGINS, "/plugins");
    }

    static VolumeMount scratchMount() {
        return mount(SCRATCH, "/scratch");
    }

    /** The volumes for credentials and for the buckets of a filesystem store. */
    List<Volume> storageVolumes() {
        List<Volume> volumes = new ArrayList<>();
        installation
                .storage()
                .credentials()
                .ifPresent(content -> volumes.add(new VolumeBuilder()
                        .withName(DefaultLocations.CREDENTIALS)
                        .withNewSecret()
                        .withSecretName(DefaultLocations.CREDENTIALS)
                        .endSecret()
                        .build()));
        installation.storage().bucketVolume().map(BucketVolume::volume).ifPresent(volumes::add);
        return volumes;
    }

    List<VolumeMount> storageMounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        if (installation.storage().credentials().isPresent()) {
            mounts.add(new VolumeMountBuilder(mount(DefaultLocations.CREDENTIALS, "/credentials"))
                    .withReadOnly(true)
                    .build());
        }
        if (installation.storage().bucketVolume().isPresent()) {
            mounts.add(mount(BucketVolume.NAME, BucketVolume.FOLDER));
        }
        return mounts;
    }

    List<EnvVar> environment() {
        List<EnvVar> variables = new ArrayList<>();
        variables.add(new EnvVar("VELERO_SCRATCH_DIR", "/scratch", null));
        variables.add(fromField("VELERO_NAMESPACE", "metadata.namespace"));
        if (installation.storage().credentials().isPresent()) {
            CREDENTIALS_VARIABLES.forEach(name -> variables.add(new EnvVar(name, CREDENTIALS_FILE, null)));
        }
        // Checked by the server, and again by the agents.
        List<Installation.AllowedHostPath> hostPaths =
                installation.agent().map(Installation.Agent::hostPaths).orElse(List.of());
        addPaths(variables, "GOLETA_HOST_PATHS", hostPaths.stream());
        addPaths(
                variables,
                "GOLETA_WRITABLE_HOST_PATHS",
                hostPaths.stream().filter(Installation.AllowedHostPath::writable));
        return variables;
    }

    private static void addPaths(List<EnvVar> variables, String name, Stream<Installation.AllowedHostPath> hostPaths) {
        String paths = hostPaths.map(Installation.AllowedHostPath::path).collect(Collectors.joining(":"));
        if (!paths.isEmpty()) {
            variables.add(new EnvVar(name, paths, null));
        }
    }

    static EnvVar fromField(String name, String path) {
        // The default version, explicit so that a second apply changes nothing.
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", path)
                .endValueFrom()
                .build();
    }

    /** One init container for each plugin image, which copies its plugins into the pod. */
    List<Container> pluginContainers() {
        return installation.pods().plugins().stream()
                .map(ImageName::new)
                .map(image -> new ContainerBuilder()
                        .withName(image.containerName())
                        .withImage(image.reference())
                        .withImagePullPolicy(image.pullPolicy())
                        .withVolumeMounts(mount(PLUGINS, "/target"))
                        .withSecurityContext(SecurityContexts.strict())
                        .build())
                .toList();
    }

    String features() {
        return "--features=" + String.join(",", installation.features());
    }

    /** Generous, because a JVM with a shared CPU starts slowly; afterwards it answers quickly. */
    static Probe startUp() {
        return probe("/livez").withPeriodSeconds(2).withFailureThreshold(90).build();
    }

    static Probe alive() {
        return probe("/livez").withPeriodSeconds(10).withFailureThreshold(6).build();
    }

    static Probe ready() {
        return probe("/readyz").withPeriodSeconds(5).withFailureThreshold(3).build();
    }

    private static ProbeBuilder probe(String path) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(PORT_NAME)
                .endHttpGet()
                .withTimeoutSeconds(5);
    }

    static VolumeMount mount(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).build();
    }

    private static Volume emptyFolder(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}
