package io.goleta.sandbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The numbers of the fields that kubectl's own objects use. */
final class ProtobufFields {

    /**
     * {@code Message: number name type, ...}. A type is a message, {@code [Message]} for a list, or one of: string, strings, int
     * (0 is nothing), int? (0 counts), bool, map, bytemap, time, "number or text", ignored.
     */
    private static final String TABLE = """
            ObjectMeta: 1 name string, 2 generateName string, 3 namespace string, 4 selfLink string, 5 uid string, \
            6 resourceVersion string, 7 generation int, 8 creationTimestamp time, 11 labels map, 12 annotations map, \
            14 finalizers strings
            Namespace: 1 metadata ObjectMeta, 2 spec NamespaceSpec, 3 status ignored
            NamespaceSpec: 1 finalizers strings
            ConfigMap: 1 metadata ObjectMeta, 2 data map, 3 binaryData bytemap, 4 immutable bool
            Secret: 1 metadata ObjectMeta, 2 data bytemap, 3 type string, 4 stringData map, 5 immutable bool
            ServiceAccount: 1 metadata ObjectMeta, 2 secrets [Reference], 3 imagePullSecrets [LocalReference], \
            4 automountServiceAccountToken bool
            Reference: 1 kind string, 2 namespace string, 3 name string, 4 uid string, 5 apiVersion string
            LocalReference: 1 name string
            Deployment: 1 metadata ObjectMeta, 2 spec DeploymentSpec, 3 status ignored
            DeploymentSpec: 1 replicas int?, 2 selector LabelSelector, 3 template PodTemplateSpec, 4 strategy ignored, \
            5 minReadySeconds int, 6 revisionHistoryLimit int?, 7 paused bool, 9 progressDeadlineSeconds int?
            LabelSelector: 1 matchLabels map
            PodTemplateSpec: 1 metadata ObjectMeta, 2 spec PodSpec
            PodSpec: 2 containers [Container], 3 restartPolicy string, 6 dnsPolicy string, 8 serviceAccountName string, \
            9 serviceAccount string, 10 nodeName string, 11 hostNetwork bool, 12 hostPID bool, 13 hostIPC bool, \
            16 hostname string, 17 subdomain string, 19 schedulerName string, 24 priorityClassName string
            Container: 1 name string, 2 image string, 3 command strings, 4 args strings, 5 workingDir string, \
            6 ports [ContainerPort], 7 env [EnvVar], 8 resources ignored, 13 terminationMessagePath string, \
            14 imagePullPolicy string, 16 stdin bool, 17 stdinOnce bool, 18 tty bool, 20 terminationMessagePolicy string
            ContainerPort: 1 name string, 2 hostPort int, 3 containerPort int, 4 protocol string, 5 hostIP string
            EnvVar: 1 name string, 2 value string
            Job: 1 metadata ObjectMeta, 2 spec JobSpec, 3 status ignored
            JobSpec: 1 parallelism int?, 2 completions int?, 3 activeDeadlineSeconds int?, 4 selector LabelSelector, \
            6 template PodTemplateSpec, 7 backoffLimit int?, 8 ttlSecondsAfterFinished int?
            Service: 1 metadata ObjectMeta, 2 spec ServiceSpec, 3 status ignored
            ServiceSpec: 1 ports [ServicePort], 2 selector map, 3 clusterIP string, 4 type string, \
            7 sessionAffinity string, 8 loadBalancerIP string, 10 externalName string, 11 externalTrafficPolicy string, \
            12 healthCheckNodePort int, 13 publishNotReadyAddresses bool
            ServicePort: 1 name string, 2 protocol string, 3 port int, 4 targetPort number or text, 5 nodePort int
            SelfSubjectAccessReview: 1 metadata ObjectMeta, 2 spec AccessSpec, 3 status ignored
            AccessSpec: 1 resourceAttributes ResourceAttributes, 2 nonResourceAttributes NonResourceAttributes
            ResourceAttributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, 5 resource string, \
            6 subresource string, 7 name string
            NonResourceAttributes: 1 path string, 2 verb string
            SelfSubjectRulesReview: 1 metadata ObjectMeta, 2 spec RulesSpec, 3 status ignored
            RulesSpec: 1 namespace string
            Scale: 1 metadata ObjectMeta, 2 spec ScaleSpec, 3 status ignored
            ScaleSpec: 1 replicas int?
            Role: 1 metadata ObjectMeta, 2 rules [PolicyRule]
            ClusterRole: 1 metadata ObjectMeta, 2 rules [PolicyRule]
            PolicyRule: 1 verbs strings, 2 apiGroups strings, 3 resources strings, 4 resourceNames strings, \
            5 nonResourceURLs strings
            RoleBinding: 1 metadata ObjectMeta, 2 subjects [Subject], 3 roleRef RoleRef
            ClusterRoleBinding: 1 metadata ObjectMeta, 2 subjects [Subject], 3 roleRef RoleRef
            Subject: 1 kind string, 2 apiGroup string, 3 name string, 4 namespace string
            RoleRef: 1 apiGroup string, 2 kind string, 3 name string
            DeleteOptions: 1 gracePeriodSeconds int?, 2 preconditions Preconditions, 3 orphanDependents bool, \
            4 propagationPolicy string, 5 dryRun strings
            Preconditions: 1 uid string, 2 resourceVersion string
            """;

    static final Map<String, Map<Integer, Field>> MESSAGES = new HashMap<>();

    static {
        TABLE.lines().forEach(ProtobufFields::add);
    }

    private ProtobufFields() {}

    record Field(String name, String type, boolean repeated) {}

    private static void add(String line) {
        int colon = line.indexOf(':');
        Map<Integer, Field> fields = new HashMap<>();
        Arrays.stream(line.substring(colon + 1).split(",")).map(String::strip).forEach(text -> {
            String[] words = text.split(" ", 3);
            boolean repeated = words[2].startsWith("[");
            String type = repeated ? words[2].substring(1, words[2].length() - 1) : words[2];
            fields.put(Integer.parseInt(words[0]), new Field(words[1], type, repeated));
        });
        MESSAGES.put(line.substring(0, colon), fields);
    }
}
