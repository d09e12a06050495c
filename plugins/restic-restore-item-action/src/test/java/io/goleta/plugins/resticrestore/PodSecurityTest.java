package io.goleta.plugins.resticrestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodSecurityTest {
    @Test
    void asksForNothingWhereThePodDoesNot() {
        assertThat(PodSecurity.of(pod(Map.of(), Map.of()))).isEmpty();
    }

    @Test
    void runsAsTheFirstContainerIsAllowedToRun() {
        Map<String, Object> first = Map.of(
                "runAsUser",
                999,
                "runAsGroup",
                998,
                "runAsNonRoot",
                true,
                "allowPrivilegeEscalation",
                false,
                "seccompProfile",
                Map.of("type", "RuntimeDefault"));

        assertThat(PodSecurity.of(pod(Map.of(), first))).isEqualTo(first);
    }

    @Test
    void dropsTheCapabilitiesThatTheFirstContainerDropsAndAddsNone() {
        Map<String, Object> first = Map.of(
                "privileged", true, "capabilities", Map.of("add", List.of("NET_BIND_SERVICE"), "drop", List.of("ALL")));

        assertThat(PodSecurity.of(pod(Map.of(), first)))
                .isEqualTo(Map.of("capabilities", Map.of("drop", List.of("ALL"))));
    }

    @Test
    void namesAUserWhereThePodForbidsRootAndLeavesTheUserToItsImage() {
        assertThat(PodSecurity.of(pod(Map.of(), Map.of("runAsNonRoot", true)))).containsEntry("runAsUser", 65532L);
        assertThat(PodSecurity.of(pod(Map.of("runAsNonRoot", true), Map.of()))).isEqualTo(Map.of("runAsUser", 65532L));
    }

    @Test
    void leavesTheUserToThePodThatNamesOne() {
        assertThat(PodSecurity.of(pod(Map.of("runAsNonRoot", true, "runAsUser", 1000), Map.of())))
                .isEmpty();
    }

    private static KubernetesObject pod(Map<String, Object> ofPod, Map<String, Object> ofFirstContainer) {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", "web-0", "namespace", "shop"),
                "spec",
                Map.of(
                        "securityContext",
                        ofPod,
                        "containers",
                        List.of(
                                Map.of("name", "main", "securityContext", ofFirstContainer),
                                Map.of("name", "side", "securityContext", Map.of("runAsUser", 5))))));
    }
}
