package io.goleta.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The resources that every Kubernetes has. */
final class BuiltInResources {

    /** group/version, plural, Kind, n(amespaced) or c(luster), short names, categories, sub-resources, g(eneration) or r(eview). */
    private static final String TABLE = """
            v1 bindings Binding n - - - r
            v1 configmaps ConfigMap n cm - - -
            v1 endpoints Endpoints n ep - - -
            v1 events Event n ev - - -
            v1 limitranges LimitRange n limits - - -
            v1 namespaces Namespace c ns - status,finalize -
            v1 nodes Node c no - status -
            v1 persistentvolumeclaims PersistentVolumeClaim n pvc - status -
            v1 persistentvolumes PersistentVolume c pv - status -
            v1 pods Pod n po all status,log,exec,attach,portforward,proxy,eviction,binding,ephemeralcontainers -
            v1 podtemplates PodTemplate n - - - g
            v1 replicationcontrollers ReplicationController n rc all status,scale g
            v1 resourcequotas ResourceQuota n quota - status -
            v1 secrets Secret n - - - -
            v1 serviceaccounts ServiceAccount n sa - token -
            v1 services Service n svc all status,proxy -
            admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration c - api-extensions - g
            admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration c - api-extensions - g
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition c crd,crds api-extensions status g
            apiregistration.k8s.io/v1 apiservices APIService c - api-extensions status -
            apps/v1 controllerrevisions ControllerRevision n - - - -
            apps/v1 daemonsets DaemonSet n ds all status g
            apps/v1 deployments Deployment n deploy all status,scale g
            apps/v1 replicasets ReplicaSet n rs all status,scale g
            apps/v1 statefulsets StatefulSet n sts all status,scale g
            authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview c - - - r
            authentication.k8s.io/v1 tokenreviews TokenReview c - - - r
            authorization.k8s.io/v1 localsubjectaccessreviews LocalSubjectAccessReview n - - - r
            authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview c - - - r
            authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview c - - - r
            authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview c - - - r
            autoscaling/v1 horizontalpodautoscalers HorizontalPodAutoscaler n hpa all status -
            batch/v1 cronjobs CronJob n cj all status g
            batch/v1 jobs Job n - all status g
            certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest c csr - status,approval -
            coordination.k8s.io/v1 leases Lease n - - - -
            discovery.k8s.io/v1 endpointslices EndpointSlice n - - - g
            networking.k8s.io/v1 ingressclasses IngressClass c - - - g
            networking.k8s.io/v1 ingresses Ingress n ing - status g
            networking.k8s.io/v1 ipaddresses IPAddress c ip - - g
            networking.k8s.io/v1 networkpolicies NetworkPolicy n netpol - - g
            networking.k8s.io/v1 servicecidrs ServiceCIDR c - - status g
            node.k8s.io/v1 runtimeclasses RuntimeClass c - - - -
            policy/v1 poddisruptionbudgets PodDisruptionBudget n pdb - status g
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding c - - - -
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole c - - - -
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding n - - - -
            rbac.authorization.k8s.io/v1 roles Role n - - - -
            resource.k8s.io/v1 resourceslices ResourceSlice c - - - g
            scheduling.k8s.io/v1 priorityclasses PriorityClass c pc - - g
            storage.k8s.io/v1 csidrivers CSIDriver c - - - -
            storage.k8s.io/v1 csinodes CSINode c - - - -
            storage.k8s.io/v1 csistoragecapacities CSIStorageCapacity n - - - -
            storage.k8s.io/v1 storageclasses StorageClass c sc - - -
            storage.k8s.io/v1 volumeattachments VolumeAttachment c - - status -
            """;

    private BuiltInResources() {}

    static List<ResourceType> all() {
        List<ResourceType> types = new ArrayList<>();
        TABLE.lines().map(line -> type(line.split(" "))).forEach(types::add);
        return types;
    }

    private static ResourceType type(String[] cells) {
        int slash = cells[0].indexOf('/');
        String group = slash < 0 ? "" : cells[0].substring(0, slash);
        String version = cells[0].substring(slash + 1);
        return new ResourceType(
                new ResourceKey(group, cells[1]),
                cells[2].toLowerCase(Locale.ROOT),
                cells[2],
                cells[2] + "List",
                cells[3].equals("n"),
                list(cells[4]),
                list(cells[5]),
                List.of(ServedVersion.builtIn(version)),
                version,
                Set.copyOf(list(cells[6])),
                cells[7].equals("g"),
                false,
                cells[7].equals("r"));
    }

    private static List<String> list(String cell) {
        return cell.equals("-") ? List.of() : Arrays.asList(cell.split(","));
    }
}
