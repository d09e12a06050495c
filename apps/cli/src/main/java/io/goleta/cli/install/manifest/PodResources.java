package io.goleta.cli.install.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resource requests and limits of a pod, as Kubernetes quantities; {@code 0} is unbounded. */
public record PodResources(String cpuRequest, String memoryRequest, String cpuLimit, String memoryLimit) {
    /** The defaults of the server. */
    public static final PodResources SERVER = new PodResources("500m", "128Mi", "1000m", "512Mi");

    /** The defaults of a node agent. */
    public static final PodResources AGENT = new PodResources("500m", "512Mi", "1000m", "1Gi");

    /**
     * @throws GoletaException USER when a quantity cannot be read or a request is above its limit
     */
    public PodResources {
        check("CPU", cpuRequest, cpuLimit);
        check("memory", memoryRequest, memoryLimit);
    }

    ResourceRequirements requirements() {
        return new ResourceRequirementsBuilder()
                .withRequests(bounded(cpuRequest, memoryRequest))
                .withLimits(bounded(cpuLimit, memoryLimit))
                .build();
    }

    private static Map<String, Quantity> bounded(String cpu, String memory) {
        Map<String, Quantity> quantities = new LinkedHashMap<>();
        if (amount("CPU", cpu).signum() > 0) {
            quantities.put("cpu", Quantity.parse(cpu));
        }
        if (amount("memory", memory).signum() > 0) {
            quantities.put("memory", Quantity.parse(memory));
        }
        return quantities;
    }

    private static void check(String what, String request, String limit) {
        BigDecimal least = amount(what, request);
        BigDecimal most = amount(what, limit);
        if (most.signum() > 0 && least.compareTo(most) > 0) {
            throw new GoletaException(
                    Fault.USER,
                    what + " request " + request + " must be less than or equal to " + what + " limit " + limit);
        }
    }

    private static BigDecimal amount(String what, String text) {
        try {
            BigDecimal amount = Quantity.parse(text).getNumericalAmount();
            if (amount.signum() >= 0) {
                return amount;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw unreadable(what, text, e);
        }
        throw unreadable(what, text, null);
    }

    private static GoletaException unreadable(String what, String text, @Nullable Exception e) {
        return new GoletaException(
                Fault.USER,
                what + " \"" + text + "\" is not a quantity such as 500m, 2, 512Mi or 1Gi (0 for unbounded)",
                e);
    }
}
