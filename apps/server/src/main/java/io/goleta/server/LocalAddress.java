package io.goleta.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

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

    /** In a cluster the pod's name. */
    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
