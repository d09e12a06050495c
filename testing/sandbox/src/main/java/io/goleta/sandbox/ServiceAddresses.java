package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cluster addresses and node ports of services. Thread-safe. */
final class ServiceAddresses {

    private static final int FIRST_PORT = 30000;
    private static final int LAST_PORT = 32767;

    private final Set<String> addresses = new HashSet<>();
    private final Set<Integer> ports = new HashSet<>();
    private int nextAddress = 10;
    private int nextPort = FIRST_PORT;

    /** Fills in what a service leaves open; throws when it asks for something that is taken. */
    synchronized void allocate(String name, ObjectNode spec) {
        String type = JsonTrees.text(spec, "type");
        if (!type.equals("ExternalName")) {
            allocateAddress(name, spec);
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            for (JsonNode port : spec.path("ports")) {
                allocatePort((ObjectNode) port, name);
            }
        }
    }

    synchronized void release(JsonNode spec) {
        addresses.remove(JsonTrees.text(spec, "clusterIP"));
        spec.path("ports").forEach(port -> ports.remove(port.path("nodePort").asInt()));
    }

    private void allocateAddress(String name, ObjectNode spec) {
        String wanted = JsonTrees.text(spec, "clusterIP");
        if (wanted.isEmpty()) {
            wanted = freeAddress();
            spec.put("clusterIP", wanted);
        } else if (!wanted.equals("None") && !addresses.add(wanted)) {
            throw invalid(name, "spec.clusterIP", wanted, "provided IP is already allocated");
        }
        spec.putArray("clusterIPs").add(wanted);
        spec.putArray("ipFamilies").add("IPv4");
        JsonTrees.putIfAbsent(spec, "ipFamilyPolicy", "SingleStack");
    }

    private void allocatePort(ObjectNode port, String name) {
        int wanted = port.path("nodePort").asInt();
        if (wanted == 0) {
            while (!ports.add(nextPort)) {
                nextPort = nextPort == LAST_PORT ? FIRST_PORT : nextPort + 1;
            }
            port.put("nodePort", nextPort);
        } else if (wanted < FIRST_PORT || wanted > LAST_PORT) {
            throw invalid(
                    name, "spec.ports[0].nodePort", wanted, "provided port is not in the valid range 30000-32767");
        } else if (!ports.add(wanted)) {
            throw invalid(name, "spec.ports[0].nodePort", wanted, "provided port is already allocated");
        }
    }

    private String freeAddress() {
        String address;
        do {
            address = "10.96." + (nextAddress >> 8) + "." + (nextAddress & 255);
            nextAddress++;
        } while (!addresses.add(address));
        return address;
    }

    private static ApiError invalid(String name, String field, Object value, String why) {
        ObjectNode details = JsonTrees.object().put("name", name).put("kind", "Service");
        FieldError error = FieldError.invalid(field, value, why);
        details.putArray("causes").add(error.cause());
        return new ApiError(422, "Invalid", "Service \"" + name + "\" is invalid: " + List.of(error), details);
    }
}
