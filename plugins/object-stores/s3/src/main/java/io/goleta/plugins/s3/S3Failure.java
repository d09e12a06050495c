package io.goleta.plugins.s3;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into the sentence for the user. */
final class S3Failure {
    private static final String SECRET = "the location's Secret (cloud-credentials, unless it names its own)";

    private static final Set<String> DAMAGE =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");

    private static final String NOT_IN_TIME = "the store did not answer in time";

    private final String start;
    private final String permission;
    private final S3Settings settings;
    private final SdkException cause;

    private S3Failure(String doing, String permission, S3Settings settings, SdkException cause) {
        this.start = "Could not " + doing + " in " + settings.where() + ": ";
        this.permission = permission;
        this.settings = settings;
        this.cause = cause;
    }

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     * @param permission that it takes: {@code s3:PutObject}
     */
    static GoletaException of(String doing, String permission, S3Settings settings, SdkException e) {
        S3Failure failure = new S3Failure(doing, permission, settings, e);
        return e instanceof AwsServiceException answer ? failure.answered(answer) : failure.unanswered();
    }

    /** Whether the store found that content has another sum than it should. */
    static boolean isDamage(GoletaException failure) {
        return failure.getCause() instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && DAMAGE.contains(answer.awsErrorDetails().errorCode());
    }

    /** The region in which the store says the bucket is. */
    static Optional<String> regionIn(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .filter(region -> !region.isEmpty());
    }

    private GoletaException answered(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
        String said = code.isEmpty() ? "HTTP " + answer.statusCode() : code;
        String message = details == null ? null : details.errorMessage();
        String full = said + (message == null || message.isBlank() ? "" : ": " + message.strip());
        if (DAMAGE.contains(code)) {
            return retryable("what arrived there is not what was sent (" + said + ")");
        }
        return switch (code) {
            case "NoSuchBucket" -> user("there is no such bucket; create it, or correct the location's bucket");
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> wrongRegion(answer, full);
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
                user("the credentials have expired; renew them in " + SECRET);
            case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture" ->
                user("the clocks of this machine and of the store differ too much; have both set by NTP");
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "InvalidSecurity",
                    "InvalidClientTokenId",
                    "UnrecognizedClientException" ->
                user("the store does not accept the credentials (" + said + "); correct them in " + SECRET);
            case "NotImplemented" ->
                storage("the store cannot do that (" + full
                        + "); an empty checksumAlgorithm in the location's config is a help with some stores");
            default -> byStatus(answer, full);
        };
    }

    private GoletaException byStatus(AwsServiceException answer, String full) {
        int status = answer.statusCode();
        if (answer.isThrottlingException() || status == 408 || status == 429 || status >= 500) {
            return retryable("the store could not do it now (" + full + ")");
        }
        return switch (status) {
            case 301, 302, 307 -> wrongRegion(answer, full);
            case 401, 403 ->
                user("the credentials do not permit it (" + full + "); allow them " + permission + " on the bucket");
            case 404 -> user("there is no such bucket or object (" + full + ")");
            default -> storage("the store refused it (" + full + ")");
        };
    }

    private GoletaException wrongRegion(AwsServiceException answer, String full) {
        Optional<String> region = regionIn(answer);
        return user(
                region.isPresent()
                        ? "the bucket is in region " + region.get() + ", and the location says " + settings.region()
                                + "; correct region in the location's config"
                        : "the bucket is in another region (" + full + "); correct region in the location's config");
    }

    private GoletaException unanswered() {
        if (cause instanceof ApiCallAttemptTimeoutException) {
            return retryable(NOT_IN_TIME);
        }
        if (cause instanceof AbortedException || has(InterruptedIOException.class, SocketTimeoutException.class)) {
            return retryable("it was cancelled");
        }
        if (has(SSLHandshakeException.class) || has(SSLException.class)) {
            return tls();
        }
        if (has(UnknownHostException.class)) {
            return retryable("the name of its host cannot be resolved; if it stays so, correct s3Url or region in the"
                    + " location's config");
        }
        if (has(ConnectException.class)) {
            return retryable("nothing answers there; is the store up, and does a network policy let us through?");
        }
        if (has(SocketTimeoutException.class)) {
            return retryable(NOT_IN_TIME);
        }
        String text = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        if (text.startsWith("Unable to load credentials") || text.contains("rofile file contained no credentials")) {
            return user("there are no credentials for it; put them into " + SECRET + ", or give the pod an identity");
        }
        return retryable(text);
    }

    private GoletaException tls() {
        String reason = causes().filter(SSLException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("TLS failed");
        if (reason.contains("certification path") || reason.contains("PKIX")) {
            return user("its certificate is of an authority that we do not know; give that authority's certificate in"
                    + " caCert of the location");
        }
        return reason.contains("subject alternative") || reason.contains("No name matching")
                ? user("its certificate is for another host (" + reason + "); correct s3Url in the location's config")
                : retryable("no secure connection could be made (" + reason + ")");
    }

    @SafeVarargs
    private boolean has(Class<? extends Throwable> type, Class<? extends Throwable>... but) {
        return causes().anyMatch(e -> type.isInstance(e) && Stream.of(but).noneMatch(other -> other.isInstance(e)));
    }

    private Stream<Throwable> causes() {
        return Stream.iterate((Throwable) cause, Objects::nonNull, Throwable::getCause)
                .limit(20);
    }

    private GoletaException user(String reason) {
        return new GoletaException(Fault.USER, start + reason, cause);
    }

    private GoletaException storage(String reason) {
        return new GoletaException(Fault.STORAGE, start + reason, cause);
    }

    private GoletaException retryable(String reason) {
        return GoletaException.retryable(Fault.STORAGE, start + reason, cause);
    }
}
