package io.goleta.cli.install.manifest;

import java.util.List;
import java.util.Map;

/**
 * The node agents.
 *
 * @param podsFolder where the kubelet keeps the pods' volumes on the node
 * @param privileged some platforms let only privileged containers read other pods' volumes
 * @param everyTaintTolerated run on nodes that are reserved for something, too
 * @param namespaceAnnotations without which some platforms keep them from nodes
 * @param hostFolders in which hostPath volumes may be backed up
 */
public record AgentSettings(
        PodResources resources,
        String podsFolder,
        boolean privileged,
        boolean everyTaintTolerated,
        Map<String, String> namespaceAnnotations,
        List<HostFolder> hostFolders) {}
