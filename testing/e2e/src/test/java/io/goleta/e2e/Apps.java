package io.goleta.e2e;

/** Applications to back up. Their image holds a shell and little else. */
final class Apps {
    static final String IMAGE = Velero.property("e2e.app.image");
    private static final String CONTAINER = """
            {name: %s, image: "%s", command: [/bin/sh, -c, "trap exit TERM; while :; do sleep 0.2; done"], volumeMounts: [%s]}""";

    private Apps() {}

    /** A container that stays, with mounts written as YAML. */
    static String container(String name, String mounts) {
        return CONTAINER.formatted(name, IMAGE, mounts);
    }

    static void namespace(String name) {
        Kubectl.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }

    static void claim(String namespace, String name) {
        claim(namespace, name, "goleta-e2e");
    }

    static void claim(String namespace, String name, String storageClass) {
        Kubectl.apply("""
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s, namespace: %s},
                 spec: {accessModes: [ReadWriteOnce], storageClassName: %s, resources: {requests: {storage: 100Mi}}}}
                """.formatted(name, namespace, storageClass));
    }
}
