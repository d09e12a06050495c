package io.goleta.core.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformRequirements;
import io.goleta.spi.platform.ResourcePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who holds.
 *
 * @param platforms the one that holds first
 * @param additions all hold
 * @param defects of profiles that could not be asked
 */
record PlatformDecision(List<Candidate> platforms, List<Candidate> additions, List<String> defects) {
    /** What a cluster is called for which nothing speaks. */
    static final String USUAL = "vanilla";

    Platform platform(ClusterFacts facts, String namespace) {
        List<String> names = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        PlatformRequirements needs = PlatformRequirements.NONE;
        if (platforms.isEmpty()) {
            names.add(USUAL);
            reasons.add("Platform " + USUAL + ", because nothing speaks for another.");
        } else {
            Candidate holder = platforms.getFirst();
            names.add(holder.title());
            reasons.add("Platform " + sentence(holder));
            platforms.stream().skip(1).forEach(rival -> reasons.add(lost(rival, holder)));
            needs = holder.profile().needs(facts, namespace);
        }
        for (Candidate addition : additions) {
            names.add(addition.title());
            reasons.add("And " + sentence(addition));
            needs = both(needs, addition.profile().needs(facts, namespace));
        }
        reasons.addAll(defects);
        return new Platform(names, reasons, needs);
    }

    private static String sentence(Candidate candidate) {
        if (!candidate.named()) {
            return candidate.title() + ", because " + candidate.evidence() + ".";
        }
        return candidate.title() + ", as you said"
                + candidate
                        .recognition()
                        .map(found -> "; indeed " + found.evidence() + ".")
                        .orElse(".");
    }

    private static String lost(Candidate rival, Candidate holder) {
        String why = holder.named()
                ? "you named " + holder.title()
                : holder.sureness() > rival.sureness()
                        ? "the evidence for " + holder.title() + " is stronger"
                        : "the evidence is no stronger, and " + holder.title() + " comes first by name";
        return "It might be " + rival.title() + ", because " + rival.evidence() + "; but " + why
                + (holder.named() ? "." : ". If it is, say --platform " + rival.title() + ".");
    }

    private static PlatformRequirements both(PlatformRequirements one, PlatformRequirements more) {
        PlatformRequirements sum = more.privilegedAgent() ? one.withPrivilegedAgent() : one;
        for (Map.Entry<String, String> annotation : more.namespaceAnnotations().entrySet()) {
            sum = sum.withNamespaceAnnotation(annotation.getKey(), annotation.getValue());
        }
        for (ResourcePatch change : more.changes()) {
            sum = sum.withChange(change);
        }
        for (String step : more.advice()) {
            sum = sum.withAdvice(step);
        }
        return sum;
    }
}
