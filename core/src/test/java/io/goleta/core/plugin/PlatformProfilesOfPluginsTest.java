package io.goleta.core.plugin;

import static io.goleta.core.plugin.PluginBuilder.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.plugin.PluginHost.PluginReport.Extension;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformProfilesOfPluginsTest {
    @TempDir
    Path folder;

    @Test
    void areLoadedReportedAndIsolatedAsAllExtensionsAre() {
        plugin("ocean").source("com.ocean.Ocean", """
                package com.ocean;
                import io.goleta.spi.platform.*;
                import java.util.Optional;
                @org.pf4j.Extension
                public class Ocean implements PlatformProfile {
                    public String name() { return "ocean.com/ocean"; }
                    public Optional<Detection> detect(ClusterFacts facts) {
                        return Optional.of(Detection.certain("it is wet"));
                    }
                    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
                        throw new IllegalStateException("no harbour");
                    }
                }
                """).jar(folder.resolve("ocean.jar"));

        try (PluginHost host = PluginHost.load(List.of(folder))) {
            assertThat(host.report().getFirst().extensions())
                    .containsExactly(new Extension("PlatformProfile", "ocean.com/ocean"));
            PlatformProfile ocean = host.platformProfiles().getFirst();
            assertThat(ocean.isAddOn()).isFalse();
            assertThat(ocean.detect(ClusterFacts.UNKNOWN))
                    .hasValueSatisfying(seen -> assertThat(seen.evidence()).isEqualTo("it is wet"));
            assertThatThrownBy(() -> ocean.requirements(ClusterFacts.UNKNOWN, "velero"))
                    .isInstanceOfSatisfying(
                            GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PLUGIN))
                    .hasMessageContaining("plugin ocean (PlatformProfile ocean.com/ocean) failed in requirements");
        }
    }
}
