package io.goleta.sandbox.node;

import io.goleta.sandbox.client.ApiClient;
import java.time.Clock;

/** What all pods of a node share. */
record NodeParts(
        ApiClient client,
        Clock clock,
        NodeFolders folders,
        VolumeMounter mounter,
        Programs programs,
        ContainerProcess processes) {}
