package io.goleta.sandbox;

/** A resource whatever its version: under this its objects are stored. */
record ResourceKey(String group, String plural) {

    static final ResourceKey NAMESPACES = new ResourceKey("", "namespaces");
    static final ResourceKey CRDS = new ResourceKey("apiextensions.k8s.io", "customresourcedefinitions");

    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
