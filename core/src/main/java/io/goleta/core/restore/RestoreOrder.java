package io.goleta.core.restore;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** In which order a restore takes resources: stage by stage, and everything in one stage at once. */
public final class RestoreOrder {
    private static final String SEPARATOR = "-";

    private final List<Stage> stages;

    /**
     * What is restored at once.
     *
     * @param resources by name; empty for everything that no other stage names
     * @param loosely whether Kubernetes' own resources go by their name without group as well
     */
    record Stage(Set<String> resources, boolean loosely) {
        static final Stage REST = new Stage(Set.of(), false);

        private boolean names(GroupResource resource) {
            return resources.contains(resource.toString())
                    || loosely && isKubernetesOwn(resource.group()) && resources.contains(resource.resource());
        }

        private static boolean isKubernetesOwn(String group) {
            return !group.contains(".") || group.endsWith(".k8s.io");
        }
    }

    private RestoreOrder(List<Stage> stages) {
        this.stages = List.copyOf(new LinkedHashSet<>(stages));
    }

    /** The order in which everything finds what it needs. */
    public static RestoreOrder standard() {
        return new RestoreOrder(
                Stream.of(Tier.values()).map(RestoreOrder::stage).toList());
    }

    /**
     * An order that an administrator chose, in Velero's notation: the resources that come first, one after the other; then, after a
     * {@code -}, those that come after everything else. A part that is left out stays as it is. Definitions are always first.
     *
     * @throws GoletaException USER for more than one {@code -}
     */
    public static RestoreOrder of(String priorities) {
        List<String> names = Stream.of(priorities.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        int separator = names.indexOf(SEPARATOR);
        if (separator != names.lastIndexOf(SEPARATOR)) {
            throw new GoletaException(
                    Fault.USER,
                    "--restore-resource-priorities is \"" + priorities + "\": multiple priority separator \"-\" found");
        }
        List<String> high = separator < 0 ? names : names.subList(0, separator);
        List<String> low = separator < 0 ? List.of() : names.subList(separator + 1, names.size());
        List<Stage> stages = new ArrayList<>();
        stages.add(stage(Tier.DEFINITIONS));
        stages.addAll(high.isEmpty() ? standardBeforeRest() : oneEach(high));
        stages.add(Stage.REST);
        stages.addAll(low.isEmpty() ? List.of(stage(Tier.LATE)) : oneEach(low));
        return new RestoreOrder(stages);
    }

    private static List<Stage> standardBeforeRest() {
        return Stream.of(Tier.values())
                .takeWhile(tier -> tier != Tier.REST)
                .map(RestoreOrder::stage)
                .toList();
    }

    private static List<Stage> oneEach(List<String> names) {
        return names.stream().map(name -> new Stage(Set.of(name), true)).toList();
    }

    private static Stage stage(Tier tier) {
        return tier == Tier.REST ? Stage.REST : new Stage(tier.resources(), false);
    }

    /** The one before all others: without its definition a custom resource cannot even be looked up. */
    Stage definitions() {
        return stages.getFirst();
    }

    List<Stage> afterDefinitions() {
        return stages.subList(1, stages.size());
    }

    /** The first stage that names it. */
    Stage of(GroupResource resource) {
        return stages.stream()
                .filter(stage -> stage.names(resource))
                .findFirst()
                .orElse(Stage.REST);
    }
}
