package io.goleta.core.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Utils;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Finds the API server and the credentials the way kubectl does. */
public final class Kubeconfig {
    private Kubeconfig() {}

    /**
     * A client for the API server: of the file given, else of the files in {@code KUBECONFIG}, else of
     * {@code ~/.kube/config}, else of the pod's service account. Does not connect yet. The caller closes it.
     *
     * @param file null when the user named none
     * @param context null for the file's current one
     * @throws GoletaException USER when the file cannot be read or has no such context
     */
    public static KubernetesClient client(@Nullable Path file, @Nullable String context, String userAgent) {
        Config config = config(file, context);
        if (context != null
                && (config.getCurrentContext() == null
                        || !context.equals(config.getCurrentContext().getName()))) {
            throw new GoletaException(
                    Fault.USER,
                    "The kubeconfig has no context \"" + context
                            + "\"; \"kubectl config get-contexts\" shows those that exist.");
        }
        config.setUserAgent(userAgent);
        return client(config);
    }

    /**
     * A connection that is found the same way; its holder closes it.
     *
     * @param file null when the user named none
     * @param context null for the file's current one
     * @param requests how long to try
     * @throws GoletaException USER when the file cannot be read or has no such context
     */
    public static ClusterConnection connect(
            @Nullable Path file, @Nullable String context, String userAgent, ExponentialBackoff requests) {
        return new ClusterConnection(client(file, context, userAgent), requests);
    }

    /**
     * A client for a configuration. Does not connect yet. The caller closes it.
     *
     * @throws GoletaException USER when its certificates or keys cannot be read
     */
    public static KubernetesClient client(Config config) {
        try {
            return new KubernetesClientBuilder()
                    .withConfig(config)
                    .withHttpClientFactory(new VirtualThreads())
                    .withKubernetesSerialization(new WatchedLines())
                    .build();
        } catch (KubernetesClientException e) {
            throw new GoletaException(
                    Fault.USER,
                    "The certificates and keys in the kubeconfig cannot be used: "
                            + (e.getCause() == null ? e.getMessage() : e.getCause()),
                    e);
        }
    }

    private static Config config(@Nullable Path file, @Nullable String context) {
        try {
            return file == null ? found(context) : KubeconfigFiles.read(List.of(file), context);
        } catch (IOException | KubernetesClientException e) {
            throw new GoletaException(
                    Fault.USER,
                    "The kubeconfig" + (file == null ? "" : " " + file) + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static Config found(@Nullable String context) throws IOException {
        boolean isWanted = Utils.getSystemPropertyOrEnvVar(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, true);
        List<Path> files = Config.getKubeconfigFilenames().stream()
                .map(Path::of)
                .filter(file -> isWanted && file.toFile().length() > 0)
                .filter(Files::isRegularFile)
                .toList();
        if (files.isEmpty()) {
            return Config.autoConfigure(context); // the pod's service account
        }
        Config config = KubeconfigFiles.read(files, context);
        config.setAutoConfigure(true); // so that it is found again when its credentials have expired
        return config;
    }

    /**
     * Where WebSockets are blocked, the client watches over plain HTTP and passes on the spare room of its decoder with each piece of text
     * that has letters beyond ASCII. The watch ended by that, at a single "Müller".
     */
    private static final class WatchedLines extends KubernetesSerialization {
        @Override
        public <T> T unmarshal(String text, Class<T> type) {
            return super.unmarshal(text.replace("\0", ""), type);
        }
    }

    private static final class VirtualThreads extends JdkHttpClientFactory {
        @Override
        protected void additionalConfig(HttpClient.Builder builder) {
            builder.executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("http-", 0).factory()));
        }
    }
}
