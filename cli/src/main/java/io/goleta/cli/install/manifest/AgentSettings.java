package io.goleta.cli.install.manifest;

/**
 * The node agents.
 *
 * @param podsFolder where the kubelet keeps the pods' volumes on the node
 * @param privileged some platforms let only privileged containers read other pods' volumes
 * @param everyTaintTolerated run on nodes that are reserved for something, too
 */
public record AgentSettings(
        PodResources resources, String podsFolder, boolean privileged, boolean everyTaintTolerated) {}
