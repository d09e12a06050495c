package io.goleta.dist;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A namespace of more than 2,000 objects of many kinds, with everything that makes a restore hard: custom resources and their
 * definition, claims and volumes, finalizers, owner references, allocated addresses and ports.
 */
final class MixedNamespace {
    static final String NAME = "mixed";

    private final KubernetesClient client;

    MixedNamespace(KubernetesClient client) {
        this.client = client;
    }

    /** Creates all objects; returns how many. */
    int create() {
        create(List.of(Manifests.of("""
                {apiVersion: v1, kind: Namespace, metadata: {name: mixed, labels: {team: shop}, annotations: {note: "keep me"}}}
                """), widgetDefinition()));
        client.resource(widgetDefinition())
                .waitUntilCondition(
                        crd -> crd != null && Serialization.asJson(crd).contains("\"Established\""),
                        30,
                        java.util.concurrent.TimeUnit.SECONDS);
        List<GenericKubernetesResource> objects = objects();
        create(objects);
        int owned = createOwned();
        bindClaims();
        return objects.size() + owned + 2;
    }

    private List<GenericKubernetesResource> objects() {
        List<GenericKubernetesResource> objects = new ArrayList<>();
        repeat(objects, 700, """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: config-%1$d, namespace: mixed, labels: {app: "app-%2$d"}},
                 data: {key: "value %1$d", "multi.line": "a\\nb\\n<&>", umlaut: "äöü %1$d"}, binaryData: {bytes: AAEC/w==}}
                """);
        repeat(objects, 20, """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: guarded-%1$d, namespace: mixed, finalizers: [example.com/guard]}}
                """);
        repeat(objects, 400, """
                {apiVersion: v1, kind: Secret, metadata: {name: secret-%1$d, namespace: mixed}, type: Opaque, data: {password: cGFzcw==}}
                """);
        repeat(objects, 150, """
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: account-%1$d, namespace: mixed}}
                """);
        repeat(objects, 100, """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: role-%1$d, namespace: mixed},
                 rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]}
                """);
        repeat(objects, 100, """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: binding-%1$d, namespace: mixed},
                 roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: role-%1$d},
                 subjects: [{kind: ServiceAccount, name: account-%1$d, namespace: mixed}]}
                """);
        repeat(objects, 5, """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: mixed-reader-%1$d},
                 rules: [{apiGroups: [""], resources: [nodes], verbs: [get]}]}
                """);
        repeat(objects, 5, """
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: mixed-reader-%1$d},
                 roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: mixed-reader-%1$d},
                 subjects: [{kind: ServiceAccount, name: account-%1$d, namespace: mixed}]}
                """);
        repeat(objects, 60, """
                {apiVersion: v1, kind: Service, metadata: {name: service-%1$d, namespace: mixed},
                 spec: {selector: {app: "app-%1$d"}, ports: [{name: http, port: 80, targetPort: 8080}]}}
                """);
        repeat(objects, 20, """
                {apiVersion: v1, kind: Service, metadata: {name: headless-%1$d, namespace: mixed},
                 spec: {clusterIP: None, selector: {app: "app-%1$d"}, ports: [{port: 80}]}}
                """);
        repeat(objects, 20, """
                {apiVersion: v1, kind: Service, metadata: {name: nodeport-%1$d, namespace: mixed},
                 spec: {type: NodePort, selector: {app: "app-%1$d"}, ports: [{name: http, port: 80}]}}
                """);
        repeat(objects, 300, """
                {apiVersion: shop.example.com/v1, kind: Widget, metadata: {name: widget-%1$d, namespace: mixed},
                 spec: {size: %1$d, parts: [{name: a, weight: 1.5}, {name: b}], nested: {deep: {flag: true, nothing: "x"}}}}
                """);
        repeat(objects, 10, """
                {apiVersion: shop.example.com/v1, kind: Widget, metadata: {name: held-%1$d, namespace: mixed, finalizers: [shop.example.com/hold]},
                 spec: {size: %1$d}}
                """);
        repeat(objects, 30, """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: deployment-%1$d, namespace: mixed},
                 spec: {replicas: 0, selector: {matchLabels: {app: "app-%1$d"}}, template: {metadata: {labels: {app: "app-%1$d"}},
                  spec: {containers: [{name: main, image: "registry.example.com/app:1", env: [{name: A, value: b}]}]}}}}
                """);
        repeat(objects, 20, """
                {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: database-%1$d, namespace: mixed},
                 spec: {replicas: 0, serviceName: headless-%1$d, selector: {matchLabels: {app: "db-%1$d"}},
                  template: {metadata: {labels: {app: "db-%1$d"}}, spec: {containers: [{name: main, image: "registry.example.com/db:1",
                   volumeMounts: [{name: data, mountPath: /data}]}]}},
                  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}}
                """);
        repeat(objects, 20, """
                {apiVersion: v1, kind: PersistentVolume, metadata: {name: mixed-volume-%1$d},
                 spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, storageClassName: manual,
                  claimRef: {namespace: mixed, name: data-database-%1$d-0}, nfs: {server: nfs.example.com, path: "/exports/%1$d"}}}
                """);
        repeat(objects, 20, """
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-database-%1$d-0, namespace: mixed, labels: {app: "db-%1$d"}},
                 spec: {accessModes: [ReadWriteOnce], storageClassName: manual, volumeName: mixed-volume-%1$d, resources: {requests: {storage: 1Gi}}}}
                """);
        repeat(objects, 20, """
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly-%1$d, namespace: mixed},
                 spec: {schedule: "0 3 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never,
                  containers: [{name: main, image: "registry.example.com/job:1"}]}}}}}}
                """);
        repeat(objects, 10, """
                {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: policy-%1$d, namespace: mixed},
                 spec: {podSelector: {matchLabels: {app: "app-%1$d"}}, policyTypes: [Ingress]}}
                """);
        repeat(objects, 10, """
                {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ingress-%1$d, namespace: mixed},
                 spec: {defaultBackend: {service: {name: service-%1$d, port: {name: http}}}}}
                """);
        repeat(objects, 10, """
                {apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: scaler-%1$d, namespace: mixed},
                 spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: deployment-%1$d}}}
                """);
        return objects;
    }

    private int createOwned() {
        List<GenericKubernetesResource> owned = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String uid = client.genericKubernetesResources("apps/v1", "Deployment")
                    .inNamespace(NAME)
                    .withName("deployment-" + i)
                    .get()
                    .getMetadata()
                    .getUid();
            owned.add(Manifests.of("""
                    {apiVersion: v1, kind: ConfigMap, metadata: {name: owned-%1$d, namespace: mixed, ownerReferences: [
                     {apiVersion: apps/v1, kind: Deployment, name: deployment-%1$d, uid: %2$s, controller: true, blockOwnerDeletion: true}]}}
                    """.formatted(i, uid)));
        }
        create(owned);
        return owned.size();
    }

    /** Plays the volume controller: there is none beside this API server. */
    private void bindClaims() {
        for (int i = 0; i < 20; i++) {
            setPhase("PersistentVolume", null, "mixed-volume-" + i);
            setPhase("PersistentVolumeClaim", NAME, "data-database-" + i + "-0");
        }
    }

    private void setPhase(String kind, @org.jspecify.annotations.Nullable String namespace, String name) {
        var all = client.genericKubernetesResources("v1", kind);
        var one = namespace == null
                ? all.withName(name)
                : all.inNamespace(namespace).withName(name);
        one.editStatus(object -> {
            object.setAdditionalProperty("status", java.util.Map.of("phase", "Bound"));
            return object;
        });
    }

    private void create(List<GenericKubernetesResource> objects) {
        Semaphore inFlight = new Semaphore(32);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = objects.stream()
                    .map(object -> threads.submit(() -> {
                        inFlight.acquire();
                        try {
                            return client.resource(object).create();
                        } finally {
                            inFlight.release();
                        }
                    }))
                    .toList();
            for (var call : calls) {
                call.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void repeat(List<GenericKubernetesResource> objects, int count, String yaml) {
        for (int i = 0; i < count; i++) {
            objects.add(Manifests.of(yaml.formatted(i, i % 30)));
        }
    }

    private static GenericKubernetesResource widgetDefinition() {
        return Manifests.of("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.shop.example.com}
                spec:
                  group: shop.example.com
                  scope: Namespaced
                  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList, shortNames: [wd]}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}
                """);
    }
}
