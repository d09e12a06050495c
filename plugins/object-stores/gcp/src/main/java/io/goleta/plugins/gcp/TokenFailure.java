package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import io.goleta.spi.error.Fault;
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

/** Turns what keeps us from getting a token into the sentence for the user. */
final class TokenFailure {
    // As Google's library words it where it keeps the answer to itself.
    private static final Pattern WORDED = Pattern.compile("Error code ([a-z_]+)(?:: (.*))?");

    private static final Pattern METADATA =
            Pattern.compile(".*rror code (\\d{3}) trying to get .*?[Mm]etadata[^:]*(?:: (.*))?");

    private final String start;
    private final NoTokenException cause;

    private TokenFailure(String start, NoTokenException cause) {
        this.start = start;
        this.cause = cause;
    }

    /**
     * @param start of the sentence: what was tried, and where
     */
    static GoletaException of(String start, NoTokenException noToken) {
        TokenFailure failure = new TokenFailure(start, noToken);
        Optional<HttpResponseException> answer = Failures.first(noToken, HttpResponseException.class);
        return answer.isPresent() ? failure.answered(answer.get()) : failure.unanswered();
    }

    private GoletaException answered(HttpResponseException answer) {
        int status = answer.getStatusCode();
        GenericJson content = json(answer.getContent());
        String code = content.get("error") instanceof String text ? text : "HTTP " + status;
        String words = Objects.toString(content.get("error_description"), "");
        if (code.startsWith("HTTP") && (status == 429 || status >= 500)) {
            return retryable("whoever gives tokens could not do so now (" + code + ")");
        }
        return refused(code, words.isEmpty() ? GcpHttpException.of(answer).words() : words);
    }

    private GoletaException refused(String code, String words) {
        String full = words.isEmpty() || words.startsWith("{") ? code : code + ": " + words;
        String said = words.toLowerCase(Locale.ROOT);
        if (said.contains("reasonable timeframe") || said.contains("iat and exp")) {
            return user(
                    "the clocks of this machine and of Google differ too much (" + full + "); have both set by NTP");
        }
        if (said.contains("expired") || said.contains("stale")) {
            return user("the credentials have expired (" + full + "); renew them in " + GcpFailure.SECRET);
        }
        if (said.contains("disabled") || said.contains("account not found") || said.contains("deleted")) {
            return user("the service account is disabled or deleted (" + full + "); enable it, or name another in "
                    + GcpFailure.SECRET);
        }
        if (said.contains("permission") || said.contains("iam.serviceaccounts.getaccesstoken")) {
            return user("the credentials may not act as the service account (" + full
                    + "); give them the role Service Account Token Creator or Workload Identity User on it");
        }
        return user("Google does not accept the credentials (" + full + "); correct them in " + GcpFailure.SECRET);
    }

    private GoletaException unanswered() {
        Optional<SSLException> tls = Failures.first(cause, SSLException.class);
        if (tls.isPresent()) {
            String reason = Failures.firstLine(tls.get());
            return reason.contains("certification path") || reason.contains("PKIX")
                    ? user(
                            "the certificate of whoever gives tokens is of an authority that we do not know; caCert of the"
                                    + " location must hold that authority's, too")
                    : retryable("no secure connection could be made to whoever gives tokens (" + reason + ")");
        }
        Throwable why = Objects.requireNonNull(cause.getCause());
        Matcher worded = WORDED.matcher(Failures.firstLine(why));
        if (worded.matches()) {
            return refused(worded.group(1), Objects.requireNonNullElse(worded.group(2), ""));
        }
        Matcher metadata = METADATA.matcher(Failures.firstLine(why));
        if (metadata.matches()) {
            return byMetadata(Integer.parseInt(metadata.group(1)), Objects.requireNonNullElse(metadata.group(2), ""));
        }
        if (Failures.firstLine(why).contains("metadata server")) {
            return none();
        }
        if (Failures.first(cause, UnknownHostException.class).isPresent()) {
            return retryable("the name of the host that gives tokens cannot be resolved");
        }
        if (GcpFailure.isTooLate(cause)) {
            return retryable("whoever gives tokens did not answer in time");
        }
        if (Failures.first(cause, ConnectException.class).isPresent()) {
            return retryable("nothing answers where tokens are given; does a network policy let us through?");
        }
        return retryable("there is no token (" + Failures.firstLine(why) + ")");
    }

    private GoletaException byMetadata(int status, String words) {
        if (status == 404) {
            return none();
        }
        return status == 429 || status >= 500
                ? retryable("the metadata server could not give a token now (HTTP " + status + ")")
                : refused("HTTP " + status, words);
    }

    private GoletaException none() {
        return user("there are no credentials for it; put them into " + GcpFailure.SECRET
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

    private GoletaException user(String reason) {
        return new GoletaException(Fault.USER, start + reason, cause);
    }

    private GoletaException retryable(String reason) {
        return GoletaException.retryable(Fault.STORAGE, start + reason, cause);
    }
}
