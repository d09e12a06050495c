package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all versions of OpenShift have in common. */
final class OpenShiftCluster {
    /** Present in every OpenShift, including edge variants; other distributions reuse single groups, but not this one. */
    private static final String SECURITY = "security.openshift.io";

    /** The API group of the cluster configuration, new in 4.1. */
    private static final String SETTINGS = "config.openshift.io";

    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d+).*");
    private static final int KUBERNETES_OF_41 = 13;

    private OpenShiftCluster() {}

    static boolean isOpenShift(ClusterFacts facts) {
        return facts.apiGroups().contains(SECURITY);
    }

    static boolean isBefore41(ClusterFacts facts) {
        Matcher version = VERSION.matcher(facts.kubernetesVersion());
        return !facts.apiGroups().contains(SETTINGS)
                && version.matches()
                && Integer.parseInt(version.group(1)) < KUBERNETES_OF_41;
    }

    static String evidence(ClusterFacts facts) {
        return "the API server offers " + SECURITY
                + (facts.kubernetesVersion().isEmpty()
                        ? ""
                        : " on top of Kubernetes " + facts.kubernetesVersion()
                                + (isBefore41(facts) ? ", older than in OpenShift 4.1" : ""));
    }

    /** SELinux denies unprivileged containers the volumes of other pods; a default node selector would exclude nodes. */
    static PlatformRequirements requirements(String namespace) {
        return PlatformRequirements.NONE
                .withPrivilegedAgent()
                .withNamespaceAnnotation("openshift.io/node-selector", "")
                .withManualStep("Add the velero ServiceAccount to the privileged SCC, otherwise no agent starts:\n"
                        + "oc adm policy add-scc-to-user privileged -z velero -n " + namespace);
    }
}
