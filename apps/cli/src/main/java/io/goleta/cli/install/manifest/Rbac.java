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

/** What the two accounts may do, as roles and bindings of the accounts' names. {@code docs/installation.md} says why. */
final class Rbac {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String VELERO = "velero.io";
    private static final String CORE = "";

    private final Installation installation;

    Rbac(Installation installation) {
        this.installation = installation;
    }

    /** The server reads and creates everything, for that is its job; it deletes only what is its own. */
    List<HasMetadata> server() {
        return objects(
                ServiceAccounts.SERVER,
                List.of(
                        rule("*", List.of("*"), "get", "list", "watch", "create", "update", "patch"),
                        // Without these the API server lets nobody restore a role that grants more than the server has.
                        rule(RBAC, List.of("roles", "clusterroles"), "escalate", "bind"),
                        // Nor a pod that some policy admitted when it was created.
                        rule("policy", List.of("podsecuritypolicies"), "use"),
                        rule("security.openshift.io", List.of("securitycontextconstraints"), "use")),
                List.of(rule(VELERO, List.of("*"), "delete")));
    }

    /** An agent finds out where volumes are, and reports on the work it was given. */
    List<HasMetadata> agent() {
        return objects(
                ServiceAccounts.AGENT,
                List.of(
                        rule(CORE, List.of("pods"), "get", "list", "watch"),
                        rule(CORE, List.of("persistentvolumeclaims", "persistentvolumes"), "get"),
                        // To tell which platform this is when the volumes are not where they should be.
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
                        // Whether what they belong to is still under way.
                        rule(VELERO, List.of("backups", "restores"), "get"),
                        rule(CORE, List.of("configmaps"), "get", "list", "watch"),
                        rule(CORE, List.of("secrets"), "get")));
    }

    private List<HasMetadata> objects(String account, List<PolicyRule> everywhere, List<PolicyRule> inOwnNamespace) {
        String wide = installation.clusterWide(account);
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
                        .withName(account)
                        .withNamespace(namespace)
                        .withLabels(Installation.LABELS)
                        .endMetadata()
                        .withRules(inOwnNamespace)
                        .build(),
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(namespace)
                        .withLabels(Installation.LABELS)
                        .endMetadata()
                        .withRoleRef(new RoleRef(RBAC, "Role", account))
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
