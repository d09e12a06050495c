package io.goleta.plugins.resticrestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.PluginConfig;
import io.goleta.testkit.action.TestConfig;
import io.goleta.testkit.action.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitSettingsTest {
    private static final HelperImage STANDARD = new HelperImage("velero/helper:v1");
    private static final Map<String, Object> DEFAULTS = Map.of("cpu", "100m", "memory", "128Mi");

    @Test
    void withoutKeysEverythingIsDefault() {
        WaitSettings settings = settings(Map.of());

        assertThat(settings.image()).isEqualTo(STANDARD);
        assertThat(settings.command()).isEqualTo("/velero-restic-restore-helper");
        assertThat(settings.resources().content()).isEqualTo(Map.of("requests", DEFAULTS, "limits", DEFAULTS));
        assertThat(settings.securityContext()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void readsTheConfigMapOfTheDocumentation() {
        WaitSettings settings = settings(Map.of(
                "image", "myregistry.io/my-custom-helper-image:OPTIONAL_TAG",
                "cpuRequest", "200m",
                "memRequest", "128Mi",
                "cpuLimit", "200m",
                "memLimit", "256Mi"));

        assertThat(settings.image().reference()).isEqualTo("myregistry.io/my-custom-helper-image:OPTIONAL_TAG");
        assertThat(settings.resources().content())
                .isEqualTo(Map.of(
                        "requests", Map.of("cpu", "200m", "memory", "128Mi"),
                        "limits", Map.of("cpu", "200m", "memory", "256Mi")));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void doesNotSplitTheCommand() {
        assertThat(settings(Map.of("command", "/bin/helper --fast")).command()).isEqualTo("/bin/helper --fast");
    }

    @Test
    void warnsAboutAnImageItIgnores() {
        WaitSettings settings = settings(Map.of("image", "helper:v2"));

        assertThat(settings.image()).isEqualTo(STANDARD);
        assertThat(settings.warnings())
                .singleElement()
                .asString()
                .startsWith("ConfigMap velero/my-config: image is \"helper:v2\" but must hold a slash");
    }

    @Test
    void oneBadQuantityResetsAllFour() {
        WaitSettings settings = settings(Map.of("cpuRequest", "200m", "cpuLimit", "lots", "memLimit", "1Gi"));

        assertThat(settings.resources()).isEqualTo(WaitResources.STANDARD);
        assertThat(settings.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "ConfigMap velero/my-config: couldn't parse CPU limit \"lots\": cpuLimit must be a Kubernetes"
                                + " quantity such as 100m");
    }

    @Test
    void aRequestAboveTheDefaultLimitResetsAllFour() {
        WaitSettings cpu = settings(Map.of("cpuRequest", "200m"));
        WaitSettings memory = settings(Map.of("memLimit", "64Mi"));

        assertThat(List.of(cpu.resources(), memory.resources())).containsOnly(WaitResources.STANDARD);
        assertThat(cpu.warnings())
                .singleElement()
                .asString()
                .contains("CPU request \"200m\" must be less than or equal to CPU limit \"100m\"");
        assertThat(memory.warnings())
                .singleElement()
                .asString()
                .contains("Memory request \"128Mi\" must be less than or equal to Memory limit \"64Mi\"");
    }

    @Test
    void showsWhatHoldsInsteadOfWhatWasWritten() {
        PluginConfig config = TestConfig.of(
                Map.of("image", "registry.example.com:5000/velero/helper", "cpuRequest", "200m", "memLimit", "256Mi"));
        List<String> problems = new ResticRestoreItemActionFactory()
                .read(config, TestContext.in(Path.of(".")).withEnvironment("GOLETA_HELPER_IMAGE", "goleta/goleta:v7"));

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("ConfigMap velero/my-config: CPU request \"200m\" must be less than or equal to CPU limit");
        Map<String, String> values = config.settings().stream()
                .collect(Collectors.toMap(PluginConfig.Setting::key, PluginConfig.Setting::value));
        assertThat(values)
                .containsEntry("image", "registry.example.com:5000/velero/helper:v7")
                .containsEntry("cpuRequest", "100m")
                .containsEntry("memLimit", "128Mi")
                .containsKeys("command", "secCtx", "secCtxRunAsUser", "secCtxRunAsGroup");
    }

    @Test
    void zeroIsLeftOutAndBoundsNothing() {
        WaitSettings settings =
                settings(Map.of("cpuRequest", "4", "cpuLimit", "0", "memRequest", "0", "memLimit", "0"));

        assertThat(settings.resources().content())
                .isEqualTo(Map.of("requests", Map.of("cpu", "4"), "limits", Map.of()));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void zeroInAnotherSpellingIsAnAmount() {
        WaitSettings settings = settings(Map.of("cpuRequest", "0m", "memRequest", "0Mi"));

        assertThat(settings.resources().content())
                .isEqualTo(Map.of("requests", Map.of("cpu", "0m", "memory", "0Mi"), "limits", DEFAULTS));
    }

    @Test
    void readsTheSingleKeysOfTheSecurityContext() {
        WaitSettings settings = settings(Map.of(
                "secCtxRunAsUser", "1001", "secCtxRunAsGroup", "999", "secCtxAllowPrivilegeEscalation", "False"));

        assertThat(settings.securityContext())
                .isEqualTo(Map.of("runAsUser", 1001L, "runAsGroup", 999L, "allowPrivilegeEscalation", false));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void theWholeSecurityContextOverridesTheSingleKeys() {
        WaitSettings settings = settings(Map.of("secCtxRunAsUser", "1", "secCtxRunAsGroup", "2", "secCtx", """
                capabilities:
                  drop:
                  - ALL
                  add: []
                allowPrivilegeEscalation: false
                runAsUser: 1001      # as the image wants it
                seccompProfile: {type: RuntimeDefault}
                """));

        assertThat(settings.securityContext())
                .isEqualTo(Map.of(
                        "capabilities",
                        Map.of("drop", List.of("ALL"), "add", List.of()),
                        "allowPrivilegeEscalation",
                        false,
                        "runAsUser",
                        1001L,
                        "runAsGroup",
                        2L,
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault")));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void stopsAtTheFirstBadKeyOfTheSecurityContext() {
        WaitSettings settings = settings(
                Map.of("secCtxRunAsUser", "7", "secCtxRunAsGroup", "many", "secCtxAllowPrivilegeEscalation", "false"));

        assertThat(settings.securityContext()).isEqualTo(Map.of("runAsUser", 7L));
        assertThat(settings.warnings())
                .containsExactly(
                        "ConfigMap velero/my-config: because of the invalid secCtxRunAsGroup, only the keys before it"
                                + " count; the security context is {runAsUser=7}",
                        "ConfigMap velero/my-config: secCtxRunAsGroup is \"many\" but must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runAsUser: root",
                "runAsUser: \"1001\"",
                "privileged: maybe",
                "capabilities: [ALL]",
                "drop: [ALL]",
                "runAsUser: 1\nrunAsUser: 2",
                "capabilities:\n  drop:\n  - 5",
                "just text",
                "runAsUser: *anchor",
                "capabilities:\n\tdrop: []",
                "capabilities:\n    drop: []\n  add: []",
                "{runAsUser: 1",
                "seccompProfile: x",
                "capabilities:\n- name: x"
            })
    void refusesAWholeSecurityContextThatKubernetesWouldNotTake(String yaml) {
        WaitSettings settings = settings(Map.of("secCtxRunAsUser", "7", "secCtx", yaml));

        assertThat(settings.securityContext()).isEqualTo(Map.of("runAsUser", 7L));
        assertThat(settings.warnings())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("ConfigMap velero/my-config: secCtx is ")
                .contains("must be the YAML of a container's securityContext");
    }

    @Test
    void readsTheWholeSecurityContextAsJson() {
        WaitSettings settings = settings(Map.of("secCtx", """
                {
                  "runAsNonRoot": true,
                  "capabilities": {"drop": ["ALL", "NET_RAW"]}
                }
                """));

        assertThat(settings.securityContext())
                .isEqualTo(Map.of("runAsNonRoot", true, "capabilities", Map.of("drop", List.of("ALL", "NET_RAW"))));
    }

    @Test
    void readsTheWholeSecurityContextAsYamlIsMeant() {
        WaitSettings settings = settings(Map.of("secCtx", """
                  seLinuxOptions:
                    user: 'it''s'
                    level: "s0:c123,\\x63456"
                  windowsOptions: {gmsaCredentialSpec: "{\\"a\\": 1}"}
                  runAsNonRoot: yes
                  privileged:
                """));

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.securityContext())
                .isEqualTo(Map.of(
                        "seLinuxOptions",
                        Map.of("user", "it's", "level", "s0:c123,c456"),
                        "windowsOptions",
                        Map.of("gmsaCredentialSpec", "{\"a\": 1}"),
                        "runAsNonRoot",
                        true));
    }

    @Test
    void saysWhichFieldOfAMapInAListIsOutOfPlace() {
        WaitSettings settings = settings(Map.of("secCtx", "capabilities:\n  add:\n  - name: NET_ADMIN\n    x: 1"));

        assertThat(settings.securityContext()).isEmpty();
        assertThat(settings.warnings())
                .last()
                .asString()
                .endsWith("capabilities.add is [{name=NET_ADMIN, x=1}] but must be a list of texts");
    }

    @Test
    void warnsAboutKeysItDoesNotKnow() {
        WaitSettings settings = settings(Map.of("cpuRequests", "1", "cpuRequest", "?"));

        assertThat(settings.warnings())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(
                        "ConfigMap velero/my-config: unknown key cpuRequests (known: image, command, cpuRequest, memRequest");
    }

    private static WaitSettings settings(Map<String, String> data) {
        return WaitSettings.of(TestConfig.of(data), STANDARD);
    }
}
