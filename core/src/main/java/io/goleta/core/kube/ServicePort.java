package io.goleta.core.kube;

/** A port of a Service that speaks plain HTTP. */
public record ServicePort(String namespace, String service, int port) {

    /** The path under which the API server passes requests on to it, without a slash at its end. */
    String proxyPath() {
        return "/api/v1/namespaces/" + ApiRequest.encoded(namespace) + "/services/http:" + ApiRequest.encoded(service)
                + ":" + port + "/proxy";
    }
}
