package io.goleta.plugins.resticrestore;

import io.goleta.spi.PluginConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the waiting container may use. */
record WaitResources(Quantity cpuRequest, Quantity memRequest, Quantity cpuLimit, Quantity memLimit) {
    private static final String CPU = "100m";
    private static final String MEMORY = "128Mi";

    static final WaitResources STANDARD =
            new WaitResources(Quantity.parse(CPU), Quantity.parse(MEMORY), Quantity.parse(CPU), Quantity.parse(MEMORY));

    /**
     * Reads the four keys. A missing one takes its default by itself, but one bad value, or a request above its limit, gives
     * all four their defaults, as in Velero.
     *
     * @param warnings gets a sentence about that
     */
    static WaitResources of(PluginConfig config, Warnings warnings) {
        String cpuRequest = text(config, "cpuRequest", CPU);
        String memRequest = text(config, "memRequest", MEMORY);
        String cpuLimit = text(config, "cpuLimit", CPU);
        String memLimit = text(config, "memLimit", MEMORY);
        try {
            return new WaitResources(
                            quantity("cpuRequest", "CPU request", cpuRequest),
                            quantity("memRequest", "memory request", memRequest),
                            quantity("cpuLimit", "CPU limit", cpuLimit),
                            quantity("memLimit", "memory limit", memLimit))
                    .verified();
        } catch (IllegalArgumentException e) {
            warnings.add(e.getMessage() + "; cpuRequest and cpuLimit are " + CPU + ", memRequest and memLimit are "
                    + MEMORY + " instead");
            List.of("cpuRequest", "cpuLimit").forEach(key -> config.holds(key, CPU));
            List.of("memRequest", "memLimit").forEach(key -> config.holds(key, MEMORY));
            return STANDARD;
        }
    }

    private static String text(PluginConfig config, String key, String standard) {
        return config.value(
                key, standard, "a Kubernetes quantity such as 100m or 128Mi, or 0 for no bound", text -> text);
    }

    /** As {@code resources} of a container. */
    Map<String, Object> content() {
        return Map.of("requests", amounts(cpuRequest, memRequest), "limits", amounts(cpuLimit, memLimit));
    }

    private static Quantity quantity(String key, String meaning, String text) {
        try {
            return Quantity.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "couldn't parse " + meaning + " \"" + text + "\": " + key
                            + " must be a Kubernetes quantity such as 100m or 128Mi, or 0 for no bound",
                    e);
        }
    }

    private WaitResources verified() {
        verifyOrder("CPU", cpuRequest, cpuLimit);
        verifyOrder("Memory", memRequest, memLimit);
        return this;
    }

    private static void verifyOrder(String what, Quantity request, Quantity limit) {
        if (!limit.isUnbounded() && request.compareTo(limit) > 0) {
            throw new IllegalArgumentException(what + " request \"" + request.text()
                    + "\" must be less than or equal to " + what + " limit \"" + limit.text() + "\"");
        }
    }

    private static Map<String, Object> amounts(Quantity cpu, Quantity memory) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        if (!cpu.isUnbounded()) {
            amounts.put("cpu", cpu.text());
        }
        if (!memory.isUnbounded()) {
            amounts.put("memory", memory.text());
        }
        return amounts;
    }
}
