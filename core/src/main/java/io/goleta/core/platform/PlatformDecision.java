package io.goleta.core.platform;

import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which of the matching profiles apply.
 *
 * @param platforms ordered; the first one applies
 * @param addOns all apply
 * @param errors of profiles that failed
 */
record PlatformDecision(List<Candidate> platforms, List<Candidate> addOns, List<String> errors) {
    /** The name of the platform when no profile matches. */
    static final String DEFAULT = "vanilla";

    Platform platform() {
        List<String> names = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        PlatformRequirements requirements = PlatformRequirements.NONE;
        if (platforms.isEmpty()) {
            names.add(DEFAULT);
            reasons.add("Platform: " + DEFAULT + " (no other platform detected).");
        } else {
            Candidate chosen = platforms.getFirst();
            names.add(chosen.title());
            reasons.add("Platform: " + chosen.title() + " (" + reason(chosen) + ").");
            platforms.stream().skip(1).forEach(other -> reasons.add(rejection(other, chosen)));
            requirements = chosen.requirements();
        }
        for (Candidate addOn : addOns) {
            names.add(addOn.title());
            reasons.add("Add-on: " + addOn.title() + " (" + reason(addOn) + ").");
            requirements = merge(requirements, addOn.requirements());
        }
        reasons.addAll(errors);
        return new Platform(names, reasons, requirements);
    }

    private static String reason(Candidate candidate) {
        if (!candidate.named()) {
            return candidate.evidence();
        }
        return "chosen with --platform"
                + candidate
                        .detection()
                        .map(found -> "; also detected: " + found.evidence())
                        .orElse("");
    }

    private static String rejection(Candidate other, Candidate chosen) {
        String detected = "Also detected: " + other.title() + " (" + other.evidence() + "); ";
        if (chosen.named()) {
            return detected + "not used because of --platform " + chosen.title() + ".";
        }
        String why = chosen.confidence() > other.confidence()
                ? "the evidence for " + chosen.title() + " is stronger"
                : "the evidence is equally strong, and " + chosen.title() + " comes first by name";
        return detected + why + ". Choose it with --platform " + other.title() + ".";
    }

    private static PlatformRequirements merge(PlatformRequirements one, PlatformRequirements more) {
        PlatformRequirements merged = more.privilegedAgent() ? one.withPrivilegedAgent() : one;
        for (Map.Entry<String, String> annotation : more.namespaceAnnotations().entrySet()) {
            merged = merged.withNamespaceAnnotation(annotation.getKey(), annotation.getValue());
        }
        for (ResourcePatch patch : more.patches()) {
            merged = merged.withPatch(patch);
        }
        for (String step : more.manualSteps()) {
            merged = merged.withManualStep(step);
        }
        return merged;
    }
}
