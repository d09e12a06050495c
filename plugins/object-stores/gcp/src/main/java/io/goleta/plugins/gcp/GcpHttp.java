package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import io.goleta.plugins.stores.CaCertificates;
import io.goleta.plugins.stores.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The HTTP client of one location, for the store and for token servers. Thread-safe. */
final class GcpHttp implements HttpTransportFactory {
    // At their finest levels Google's logger would show received tokens, and the JDK's sent ones.
    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger(HttpTransport.class.getName()),
            Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection"));

    private final HttpTransport transport;
    private final Timeouts timeouts;

    GcpHttp(NetHttpTransport.Builder builder, Timeouts timeouts) {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        this.transport = builder.build();
        this.timeouts = timeouts;
    }

    static GcpHttp of(GcpSettings settings, Timeouts timeouts) {
        NetHttpTransport.Builder builder = new NetHttpTransport.Builder();
        if (!settings.caCert().isEmpty()) {
            builder.setSslSocketFactory(
                    CaCertificates.context(settings.caCert()).getSocketFactory());
        }
        return new GcpHttp(builder, timeouts);
    }

    @Override
    public HttpTransport create() {
        return transport;
    }

    /** Adds a token of these credentials and the timeouts to requests. */
    HttpRequestInitializer as(GoogleCredentials credentials) {
        HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials);
        return request -> {
            request.setConnectTimeout(millis(timeouts.connect()))
                    .setReadTimeout(millis(timeouts.idle()))
                    .setNumberOfRetries(1) // with a new token
                    .setLoggingEnabled(false)
                    .setCurlLoggingEnabled(false);
            try {
                adapter.initialize(request);
            } catch (IOException e) {
                throw new NoTokenException(e);
            }
        };
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
