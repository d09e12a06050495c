package io.goleta.cli.platform;

import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.ArrayList;
import java.util.List;

/** The steps of an installation that the user has to take. */
public final class ManualSteps {
    private ManualSteps() {}

    /** The remaining steps as numbered lines; empty when there are none. Patches already applied are not in {@code pending}. */
    public static List<String> lines(PlatformRequirements requirements, List<ResourcePatch> pending) {
        List<String> steps = new ArrayList<>(requirements.manualSteps());
        pending.forEach(patch -> steps.add(patch.reason()
                + " Run \"velero install --apply --platform-changes\" with the flags of the installation, or:\n"
                + patch.command()));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String[] parts = steps.get(i).split("\n", -1);
            lines.add("  " + (i + 1) + ". " + parts[0]);
            for (int line = 1; line < parts.length; line++) {
                lines.add("     " + parts[line]);
            }
        }
        return lines;
    }
}
