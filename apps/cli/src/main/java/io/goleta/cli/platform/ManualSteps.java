package io.goleta.cli.platform;

import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.ArrayList;
import java.util.List;

/** What is left for a person to do. */
public final class ManualSteps {
    private ManualSteps() {}

    /** The steps as lines, numbered; none when nothing is left. A change made already is none. */
    public static List<String> left(PlatformRequirements needs, List<ResourcePatch> changesLeft) {
        List<String> steps = new ArrayList<>(needs.advice());
        changesLeft.forEach(change -> steps.add(
                change.reason() + " \"velero install --apply --platform-changes\" does it, or:\n" + change.command()));
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
