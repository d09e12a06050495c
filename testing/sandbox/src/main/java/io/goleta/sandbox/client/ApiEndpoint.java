package io.goleta.sandbox.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

/**
 * How to reach an API server.
 *
 * @param url without a slash at the end
 * @param http a client that trusts the server and carries the client certificate, where one is needed
 * @param headers to send with every request, such as {@code Authorization}
 */
public record ApiEndpoint(URI url, HttpClient http, Map<String, String> headers) {

    /** An API server that asks for nothing. */
    public static ApiEndpoint open(URI url) {
        return new ApiEndpoint(url, HttpClient.newHttpClient(), Map.of());
    }
}
