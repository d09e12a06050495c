package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all generations of OpenShift share. */
final class OpenShiftCluster {
    /** Every OpenShift has it, small ones for the edge included; others borrow single groups, but not this one. */
    private static final String SECURITY = "security.openshift.io";

    /** The cluster's own settings came as objects with 4.1. */
    private static final String SETTINGS = "config.openshift.io";

    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d+).*");
    private static final int KUBERNETES_OF_41 = 13;

    private OpenShiftCluster() {}

    static boolean isOne(ClusterFacts facts) {
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
                                + (isBefore41(facts) ? ", older than that of OpenShift 4.1" : ""));
    }

    /** SELinux keeps containers without privileges from the volumes of others; a default node selector keeps pods from nodes. */
    static PlatformRequirements needs(String namespace) {
        return PlatformRequirements.NONE
                .withPrivilegedAgent()
                .withNamespaceAnnotation("openshift.io/node-selector", "")
                .withAdvice("Add the velero ServiceAccount to the privileged SCC, else no agent starts:\n"
                        + "oc adm policy add-scc-to-user privileged -z velero -n " + namespace);
    }
}
