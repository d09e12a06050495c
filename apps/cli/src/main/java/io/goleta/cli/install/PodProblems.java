package io.goleta.cli.install;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Why a pod is not ready, as a short text. */
record PodProblems(KubernetesObject pod) {
    private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

    static boolean isReady(KubernetesObject pod) {
        return condition(pod, "Ready").filter(status -> status.equals("True")).isPresent();
    }

    /** @param warning queried only when the status of the pod gives no reason */
    String text(Supplier<Optional<String>> warning) {
        if (pod.string("metadata", "deletionTimestamp").isPresent()) {
            return "is terminating";
        }
        return unscheduled()
                .or(this::stuck)
                .or(this::crashed)
                .or(() -> isRunning() ? Optional.of("is running but not ready yet") : Optional.empty())
                .or(warning)
                .orElse("is starting");
    }

    private Optional<String> unscheduled() {
        return pod.maps("status", "conditions").stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.get("type")) && "False".equals(condition.get("status")))
                .map(condition -> "cannot be scheduled: " + condition.get("message"))
                .findFirst();
    }

    private Optional<String> stuck() {
        return containers()
                .flatMap(container -> container
                        .string("state", "waiting", "reason")
                        .filter(reason -> !ORDINARY.contains(reason))
                        .map(reason -> "is waiting: " + reason
                                + container
                                        .string("state", "waiting", "message")
                                        .map(message -> ": " + message)
                                        .orElse("")
                                + lastEnd(container))
                        .stream())
                .findFirst();
    }

    private Optional<String> crashed() {
        return containers()
                .filter(container -> container
                        .get("state", "terminated", "exitCode")
                        .filter(code -> !code.toString().equals("0"))
                        .isPresent())
                .map(container -> "has container " + container.string("name").orElse("") + " ended"
                        + container
                                .get("state", "terminated", "exitCode")
                                .map(code -> " with exit code " + code)
                                .orElse(""))
                .findFirst();
    }

    private static String lastEnd(KubernetesObject container) {
        return container
                .get("lastState", "terminated", "exitCode")
                .map(code -> "; container " + container.string("name").orElse("") + " ended with exit code " + code)
                .orElse("");
    }

    private boolean isRunning() {
        return pod.string("status", "phase").filter("Running"::equals).isPresent();
    }

    private Stream<KubernetesObject> containers() {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .map(list -> pod.maps("status", list))
                .flatMap(List<Map<String, Object>>::stream)
                .map(KubernetesObject::of);
    }

    private static Optional<String> condition(KubernetesObject pod, String type) {
        return pod.maps("status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .map(condition -> String.valueOf(condition.get("status")))
                .findFirst();
    }
}
