package io.goleta.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.GoletaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden: these names are a format on disk, and Velero reads them. */
class ArchiveLayoutTest {
    private static final ArchiveItem POD = new ArchiveItem("pods", "shop", "web-0");
    private static final ArchiveItem CRD =
            new ArchiveItem("customresourcedefinitions.apiextensions.k8s.io", null, "widgets.example.com");

    @Test
    void namesNamespacedObjects() {
        assertThat(ArchiveLayout.preferredEntry(POD, "v1"))
                .isEqualTo("resources/pods/v1-preferredversion/namespaces/shop/web-0.json");
        assertThat(ArchiveLayout.entry(POD)).isEqualTo("resources/pods/namespaces/shop/web-0.json");
    }

    @Test
    void namesClusterScopedObjects() {
        assertThat(ArchiveLayout.preferredEntry(CRD, "v1"))
                .isEqualTo("resources/customresourcedefinitions.apiextensions.k8s.io/v1-preferredversion/cluster/"
                        + "widgets.example.com.json");
        assertThat(ArchiveLayout.entry(CRD))
                .isEqualTo("resources/customresourcedefinitions.apiextensions.k8s.io/cluster/widgets.example.com.json");
    }

    @Test
    void namesTheVersionFile() {
        assertThat(ArchiveLayout.VERSION_ENTRY).isEqualTo("metadata/version");
        assertThat(ArchiveLayout.VERSION).isEqualTo("1.1.0");
    }

    @Test
    void findsTheObjectOfItsOwnEntries() {
        ArchiveItem role = new ArchiveItem("roles.rbac.authorization.k8s.io", "shop", "system:a.json");

        assertThat(ArchiveLayout.item(ArchiveLayout.entry(POD))).contains(POD);
        assertThat(ArchiveLayout.item(ArchiveLayout.entry(CRD))).contains(CRD);
        assertThat(ArchiveLayout.item(ArchiveLayout.entry(role))).contains(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata/version",
                "resources/pods/v1-preferredversion/namespaces/shop/web-0.json",
                "resources/pods/v1/cluster/pv.json",
                "resources/pods/namespaces/shop",
                "resources/pods/namespaces/shop/web-0.yaml",
                "resources/pods/namespaces/shop/.json",
                "resources/pods/namespaces/shop/deep/web-0.json",
                "elsewhere/pods/cluster/pv.json",
                ""
            })
    void findsNoObjectInOtherEntries(String entry) {
        assertThat(ArchiveLayout.item(entry)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
    void refusesNamesThatWouldLeaveTheirFolder(String name) {
        assertThatThrownBy(() -> ArchiveLayout.entry(new ArchiveItem("pods", "shop", name)))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("item action");
        assertThatThrownBy(() -> ArchiveLayout.entry(new ArchiveItem("pods", name, "web-0")))
                .isInstanceOf(GoletaException.class);
    }
}
