package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.testkit.platform.PlatformProfileContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

class ProfileContractsTest {
    @Nested
    class RancherOsProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new RancherOs();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.rancherOs(), Clusters.rancherOsAndUbuntu(), Clusters.coreOsUnderRke());
        }
    }

    @Nested
    class OpenShiftProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new OpenShift();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.openShift("v1.13.4"), Clusters.openShift("v1.27.3"), Clusters.microShift());
        }
    }

    @Nested
    class OpenShift3Profile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new OpenShift3();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.openShift311());
        }
    }

    @Nested
    class PksProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new Pks();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.pks(), Clusters.bosh());
        }
    }

    @Nested
    class MicroK8sProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new MicroK8s();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.microK8s());
        }
    }

    @Nested
    class NutanixProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new Nutanix();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.nutanix());
        }
    }

    @Nested
    class AzureFilesProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new AzureFiles();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of(Clusters.azureFiles(), Clusters.azureFiles("mfsymlinks"), Clusters.azureFilesOfOld());
        }
    }

    @Nested
    class VanillaProfile extends PlatformProfileContract {
        @Override
        protected PlatformProfile profile() {
            return new Vanilla();
        }

        @Override
        protected List<ClusterFacts> itsClusters() {
            return List.of();
        }
    }
}
