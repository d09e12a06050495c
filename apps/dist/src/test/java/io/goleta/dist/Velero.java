package io.goleta.dist;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.goleta.core.api.Crds;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What an installation needs in the cluster: definitions, namespace, one storage location in a folder. */
final class Velero {
    static final String NAMESPACE = "velero";

    private Velero() {}

    static void install(KubernetesClient client, Path buckets) {
        Crds.all().forEach(yaml -> client.resource(Manifests.of(yaml)).create());
        Crds.all()
                .forEach(yaml -> client.resource(Manifests.of(yaml))
                        .waitUntilCondition(
                                crd -> crd != null && Serialization.asJson(crd).contains("\"Established\""),
                                30,
                                TimeUnit.SECONDS));
        client.resource(Manifests.of("{apiVersion: v1, kind: Namespace, metadata: {name: velero}}"))
                .create();
        location(client, "default", buckets, "goleta");
    }

    /** A storage location in {@code <buckets>/<bucket>}. */
    static void location(KubernetesClient client, String name, Path buckets, String bucket) {
        buckets.resolve(bucket).toFile().mkdirs();
        client.resource(Manifests.of("""
                        {apiVersion: velero.io/v1, kind: BackupStorageLocation, metadata: {name: %s, namespace: velero},
                         spec: {provider: velero.io/filesystem, default: true, objectStorage: {bucket: %s}, config: {root: "%s"}}}
                        """.formatted(name, bucket, buckets))).create();
    }
}
