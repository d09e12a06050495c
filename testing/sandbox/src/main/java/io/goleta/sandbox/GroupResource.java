package io.goleta.sandbox;

/** A resource whatever its version: under this its objects are stored. */
record GroupResource(String group, String plural) {

    static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    static final GroupResource CRDS = new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
