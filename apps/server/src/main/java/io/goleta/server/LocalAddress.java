package io.goleta.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses of this machine or pod. */
final class LocalAddress {
    private LocalAddress() {}

    /** In a cluster the pod's own address. */
    static String numeric() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        }
    }

    /**
     * In a cluster the pod's name; never that of another machine or pod.
     *
     * @param fromEnvironment the value of HOSTNAME
     */
    static String hostName(@Nullable String fromEnvironment) {
        String resolved = "";
        try {
            resolved = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // Its name is in no hosts file and not in the DNS.
        }
        return hostName(resolved, fromEnvironment);
    }

    static String hostName(String resolved, @Nullable String fromEnvironment) {
        return Stream.of(resolved, Objects.requireNonNullElse(fromEnvironment, ""))
                .filter(name -> !name.isEmpty() && !name.equals("localhost"))
                .findFirst()
                .orElseGet(() -> "unnamed-" + UUID.randomUUID());
    }
}
