package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import io.goleta.plugins.stores.CaCertificates;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The HTTP client of one location, for the store as for those who give tokens. Thread-safe. */
final class GcpHttp implements HttpTransportFactory {
    // With all they can say, Google's would show the tokens that it is given, and the JDK's those that are sent.
    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger(HttpTransport.class.getName()),
            Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection"));

    private final HttpTransport transport;
    private final Patience patience;

    GcpHttp(NetHttpTransport.Builder builder, Patience patience) {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        this.transport = builder.build();
        this.patience = patience;
    }

    static GcpHttp of(GcpSettings settings, Patience patience) {
        NetHttpTransport.Builder builder = new NetHttpTransport.Builder();
        if (!settings.caCert().isEmpty()) {
            builder.setSslSocketFactory(
                    CaCertificates.context(settings.caCert()).getSocketFactory());
        }
        return new GcpHttp(builder, patience);
    }

    @Override
    public HttpTransport create() {
        return transport;
    }

    /** Prepares requests that carry a token of these credentials, and do not wait for ever. */
    HttpRequestInitializer as(GoogleCredentials credentials) {
        HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials);
        return request -> {
            request.setConnectTimeout(millis(patience.connecting()))
                    .setReadTimeout(millis(patience.silence()))
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
