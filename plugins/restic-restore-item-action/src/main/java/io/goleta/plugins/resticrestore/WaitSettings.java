package io.goleta.plugins.resticrestore;

import io.goleta.spi.PluginConfig;
import java.util.List;
import java.util.Map;

/**
 * The settings of the waiting container. Keys: {@code image}, {@code cpuRequest}, {@code memRequest},
 * {@code cpuLimit}, {@code memLimit}, {@code command}, {@code secCtxRunAsUser}, {@code secCtxRunAsGroup},
 * {@code secCtxAllowPrivilegeEscalation}, {@code secCtx}.
 *
 * @param command one word: it is not split
 * @param securityContext as in a container; empty when no key sets it
 * @param warnings what is invalid in the ConfigMap
 */
record WaitSettings(
        HelperImage image,
        String command,
        WaitResources resources,
        Map<String, Object> securityContext,
        List<String> warnings) {

    private static final String IMAGE = "image";
    private static final String COMMAND = "/velero-restic-restore-helper";

    static WaitSettings of(PluginConfig config, HelperImage standard) {
        Warnings warnings = new Warnings(config.source());
        HelperImage image = image(config, standard, warnings);
        String command = config.string("command", COMMAND);
        WaitResources resources = WaitResources.of(config, warnings);
        Map<String, Object> securityContext = SecurityContext.of(config, warnings);
        config.problems().forEach(warnings::add);
        return new WaitSettings(image, command, resources, securityContext, warnings.sentences());
    }

    private static HelperImage image(PluginConfig config, HelperImage standard, Warnings warnings) {
        String written = config.value(
                IMAGE,
                standard.reference(),
                "an image with a slash, as in registry.example.com/velero/helper:v1",
                text -> text);
        if (written.equals(standard.reference())) {
            return standard;
        }
        HelperImage image = standard.completed(written).orElseGet(() -> {
            warnings.add("image is \"" + written + "\" but must hold a slash, as in registry.example.com/" + written
                    + "; " + standard.reference() + " is used instead");
            return standard;
        });
        config.holds(IMAGE, image.reference());
        return image;
    }
}
