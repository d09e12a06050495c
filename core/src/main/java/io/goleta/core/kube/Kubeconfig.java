package io.goleta.core.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Finds the API server and the credentials the way kubectl does. */
public final class Kubeconfig {
    static {
        leaveExtensionsUnread();
    }

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

    /** A client for a configuration. Does not connect yet. The caller closes it. */
    public static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new VirtualThreads())
                .build();
    }

    private static Config config(@Nullable Path file, @Nullable String context) {
        try {
            return file == null
                    ? Config.autoConfigure(context)
                    : Config.fromKubeconfig(context, Files.readString(file), file.toString());
        } catch (IOException | KubernetesClientException e) {
            throw new GoletaException(
                    Fault.USER,
                    "The kubeconfig" + (file == null ? "" : " " + file) + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    // Other tools keep notes of their own there. To be ready to read them, fabric8 loads all the 600 classes of its
    // model,
    // which takes a third of the time that most commands take.
    @SuppressWarnings("deprecation") // there is no other way to the mapper that reads kubeconfigs
    private static void leaveExtensionsUnread() {
        Serialization.jsonMapper().addMixIn(NamedExtension.class, Unread.class);
    }

    @JsonIgnoreProperties("extension")
    private abstract static class Unread {}

    private static final class VirtualThreads extends JdkHttpClientFactory {
        @Override
        protected void additionalConfig(HttpClient.Builder builder) {
            builder.executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("http-", 0).factory()));
        }
    }
}
