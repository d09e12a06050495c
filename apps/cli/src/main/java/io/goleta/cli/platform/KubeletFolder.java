package io.goleta.cli.platform;

/** Where kubelets keep the volumes of pods unless somebody decided otherwise. */
public final class KubeletFolder {
    /** On the node. */
    public static final String USUAL_PODS = "/var/lib/kubelet/pods";

    private KubeletFolder() {}
}
