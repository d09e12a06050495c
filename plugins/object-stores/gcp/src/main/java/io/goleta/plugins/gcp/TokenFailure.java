package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import io.goleta.plugins.stores.Causes;
import io.goleta.plugins.stores.StoreFailure;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Turns the failure to get an access token into the sentence for the user. */
final class TokenFailure extends StoreFailure {
    // The wording of Google's library, where it does not pass on the answer.
    private static final Pattern WORDED = Pattern.compile("Error code ([a-z_]+)(?:: (.*))?");

    private static final Pattern METADATA =
            Pattern.compile(".*rror code (\\d{3}) trying to get .*?[Mm]etadata[^:]*(?:: (.*))?");

    private final NoTokenException cause;

    private TokenFailure(String start, NoTokenException cause) {
        super(start, cause);
        this.cause = cause;
    }

    /**
     * @param start of the sentence: what was tried, and where
     */
    static GoletaException of(String start, NoTokenException noToken) {
        TokenFailure failure = new TokenFailure(start, noToken);
        Optional<HttpResponseException> answer = Causes.first(noToken, HttpResponseException.class);
        return answer.isPresent() ? failure.answered(answer.get()) : failure.unanswered();
    }

    private GoletaException answered(HttpResponseException answer) {
        int status = answer.getStatusCode();
        GenericJson content = json(answer.getContent());
        String code = content.get("error") instanceof String text ? text : "HTTP " + status;
        String words = Objects.toString(content.get("error_description"), "");
        if (code.startsWith("HTTP") && (status == 429 || status >= 500)) {
            return retryable("the token server is temporarily unavailable (" + code + ")");
        }
        return refused(code, words.isEmpty() ? GcpHttpException.of(answer).message() : words);
    }

    private GoletaException refused(String code, String words) {
        String full = words.isEmpty() || words.startsWith("{") ? code : code + ": " + words;
        String said = words.toLowerCase(Locale.ROOT);
        if (said.contains("reasonable timeframe") || said.contains("iat and exp")) {
            return user("the clocks of this machine and of Google differ too much (" + full
                    + "); synchronize them with NTP");
        }
        if (said.contains("expired") || said.contains("stale")) {
            return user("the credentials have expired (" + full + "); renew them in " + SECRET);
        }
        if (said.contains("disabled") || said.contains("account not found") || said.contains("deleted")) {
            return user("the service account is disabled or deleted (" + full
                    + "); enable it, or put the credentials of a different one into " + SECRET);
        }
        if (said.contains("permission") || said.contains("iam.serviceaccounts.getaccesstoken")) {
            return user("the credentials are not permitted to impersonate the service account (" + full
                    + "); grant them the role Service Account Token Creator or Workload Identity User on it");
        }
        return user("Google rejected the credentials (" + full + "); correct them in " + SECRET);
    }

    private GoletaException unanswered() {
        Optional<SSLException> tls = Causes.first(cause, SSLException.class);
        if (tls.isPresent()) {
            String reason = Causes.firstLine(tls.get());
            return isUnknownAuthority(reason)
                    ? user(
                            "the token server's certificate is signed by an unknown CA; add the CA certificate to caCert of"
                                    + " the location")
                    : retryable("the TLS handshake with the token server failed (" + reason + ")");
        }
        Throwable why = Objects.requireNonNull(cause.getCause());
        Matcher worded = WORDED.matcher(Causes.firstLine(why));
        if (worded.matches()) {
            return refused(worded.group(1), Objects.requireNonNullElse(worded.group(2), ""));
        }
        Matcher metadata = METADATA.matcher(Causes.firstLine(why));
        if (metadata.matches()) {
            return byMetadata(Integer.parseInt(metadata.group(1)), Objects.requireNonNullElse(metadata.group(2), ""));
        }
        if (Causes.firstLine(why).contains("metadata server")) {
            return noCredentials();
        }
        if (Causes.include(cause, UnknownHostException.class)) {
            return retryable("the host name of the token server cannot be resolved");
        }
        if (isTimeout(cause)) {
            return retryable("the token server did not answer in time");
        }
        if (Causes.include(cause, ConnectException.class)) {
            return retryable("cannot connect to the token server; do network policies allow it?");
        }
        return retryable("there is no token (" + Causes.firstLine(why) + ")");
    }

    private GoletaException byMetadata(int status, String words) {
        if (status == 404) {
            return noCredentials();
        }
        return status == 429 || status >= 500
                ? retryable("the metadata server is temporarily unavailable (HTTP " + status + ")")
                : refused("HTTP " + status, words);
    }

    private GoletaException noCredentials() {
        return user("there are no credentials; put them into " + SECRET
                + ", or give the pod an identity (workload identity)");
    }

    private static GenericJson json(String content) {
        try {
            return content == null || !content.startsWith("{")
                    ? new GenericJson()
                    : GsonFactory.getDefaultInstance().fromString(content, GenericJson.class);
        } catch (IOException | RuntimeException e) {
            return new GenericJson();
        }
    }
}
