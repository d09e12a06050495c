package io.goleta.core.kube;

/** The API server's version: {@code 1}, {@code 20}, {@code v1.20.2}. The minor one may end with {@code +}. */
public record ServerVersion(String major, String minor, String gitVersion) {}
