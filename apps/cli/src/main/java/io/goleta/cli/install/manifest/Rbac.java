package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;

/** Roles and bindings of the two service accounts. {@code docs/installation.md} gives the reasons. */
final class Rbac {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String VELERO = "velero.io";
    private static final String CORE = "";

    private final Installation installation;

    Rbac(Installation installation) {
        this.installation = installation;
    }

    /** The server reads and creates objects of any kind, but deletes only its own. */
    List<HasMetadata> server() {
        return objects(
                ServiceAccounts.SERVER,
                installation.serverAccount(),
                List.of(
                        rule("*", List.of("*"), "get", "list", "watch", "create", "update", "patch"),
                        // Required to restore roles that grant more than the server itself has.
                        rule(RBAC, List.of("roles", "clusterroles"), "escalate", "bind"),
                        // Required to restore pods that need a certain policy.
                        rule("policy", List.of("podsecuritypolicies"), "use"),
                        rule("security.openshift.io", List.of("securitycontextconstraints"), "use")),
                List.of(rule(VELERO, List.of("*"), "delete")));
    }

    /** An agent finds the volumes on its node, and updates the PodVolume* objects assigned to it. */
    List<HasMetadata> agent() {
        return objects(
                ServiceAccounts.AGENT,
                installation.agentAccount(),
                List.of(
                        rule(CORE, List.of("pods"), "get", "list", "watch"),
                        rule(CORE, List.of("persistentvolumeclaims", "persistentvolumes"), "get"),
                        // To detect the platform when the pods directory is wrong.
                        rule(CORE, List.of("nodes"), "list"),
                        rule("storage.k8s.io", List.of("csidrivers"), "get")),
                List.of(
                        rule(
                                VELERO,
                                List.of("podvolumebackups", "podvolumerestores"),
                                "get",
                                "list",
                                "watch",
                                "update",
                                "patch"),
                        rule(VELERO, List.of("backupstoragelocations", "resticrepositories"), "get", "list", "watch"),
                        // To cancel transfers whose backup or restore has ended.
                        rule(VELERO, List.of("backups", "restores"), "get"),
                        rule(CORE, List.of("configmaps"), "get", "list", "watch"),
                        rule(CORE, List.of("secrets"), "get")));
    }

    private List<HasMetadata> objects(
            String role, String account, List<PolicyRule> everywhere, List<PolicyRule> inOwnNamespace) {
        String wide = installation.clusterWide(role);
        String namespace = installation.namespace();
        Subject subject = new Subject(null, "ServiceAccount", account, namespace);
        return List.of(
                new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(wide)
                        .withLabels(Installation.LABELS)
                        .endMetadata()
                        .withRules(everywhere)
                        .build(),
                new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(wide)
                        .withLabels(Installation.LABELS)
                        .endMetadata()
                        .withRoleRef(new RoleRef(RBAC, "ClusterRole", wide))
                        .withSubjects(subject)
                        .build(),
                new RoleBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .withNamespace(namespace)
                        .withLabels(Installation.LABELS)
                        .endMetadata()
                        .withRules(inOwnNamespace)
                        .build(),
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role)
                        .withNamespace(namespace)
                        .withLabels(Installation.LABELS)
                        .endMetadata()
                        .withRoleRef(new RoleRef(RBAC, "Role", role))
                        .withSubjects(subject)
                        .build());
    }

    private static PolicyRule rule(String group, List<String> resources, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }
}
