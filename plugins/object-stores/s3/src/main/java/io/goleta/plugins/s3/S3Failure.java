package io.goleta.plugins.s3;

import io.goleta.plugins.stores.Causes;
import io.goleta.plugins.stores.StoreFailure;
import io.goleta.spi.error.GoletaException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into the sentence for the user. */
final class S3Failure extends StoreFailure {
    private static final Set<String> CHECKSUM_MISMATCH =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");

    private final String permission;
    private final S3Settings settings;
    private final SdkException cause;

    private S3Failure(String doing, String permission, S3Settings settings, SdkException cause) {
        super(couldNot(doing, settings.where()), cause);
        this.permission = permission;
        this.settings = settings;
        this.cause = cause;
    }

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     * @param permission that the call needs: {@code s3:PutObject}
     */
    static GoletaException of(String doing, String permission, S3Settings settings, SdkException e) {
        S3Failure failure = new S3Failure(doing, permission, settings, e);
        return e instanceof AwsServiceException answer ? failure.answered(answer) : failure.unanswered();
    }

    /** Whether the store refused content because its checksum differs from the one that was sent along. */
    static boolean isChecksumMismatch(GoletaException failure) {
        return failure.getCause() instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && CHECKSUM_MISMATCH.contains(answer.awsErrorDetails().errorCode());
    }

    /** The bucket's region, as the store tells it. */
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
        if (CHECKSUM_MISMATCH.contains(code)) {
            return retryable("checksum mismatch: data was corrupted in transit (" + said + ")");
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
                user("the clocks of this machine and of the store differ too much; synchronize both with NTP");
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "InvalidSecurity",
                    "InvalidClientTokenId",
                    "UnrecognizedClientException" ->
                user("the store rejected the credentials (" + said + "); correct them in " + SECRET);
            case "NotImplemented" ->
                storage("the store does not support this (" + full
                        + "); with some stores an empty checksumAlgorithm in the location's config helps");
            default -> byStatus(answer, full);
        };
    }

    private GoletaException byStatus(AwsServiceException answer, String full) {
        int status = answer.statusCode();
        if (answer.isThrottlingException() || status == 408 || status == 429 || status >= 500) {
            return retryable("the store is temporarily unavailable (" + full + ")");
        }
        return switch (status) {
            case 301, 302, 307 -> wrongRegion(answer, full);
            case 401, 403 ->
                user("access denied (" + full + "); grant the credentials " + permission + " on the bucket");
            case 404 -> user("there is no such bucket or object (" + full + ")");
            default -> storage("the store rejected the request (" + full + ")");
        };
    }

    private GoletaException wrongRegion(AwsServiceException answer, String full) {
        Optional<String> region = regionIn(answer);
        return user(
                region.isPresent()
                        ? "the bucket is in region " + region.get() + ", and the location says " + settings.region()
                                + "; correct region in the location's config"
                        : "the bucket is in a different region (" + full
                                + "); correct region in the location's config");
    }

    private GoletaException unanswered() {
        if (cause instanceof ApiCallAttemptTimeoutException) {
            return retryable(TIMEOUT);
        }
        if (cause instanceof AbortedException || Causes.areInterruption(cause)) {
            return retryable(CANCELLED);
        }
        return ofConnection("s3Url or region", "s3Url").orElseGet(this::ofClient);
    }

    private GoletaException ofClient() {
        String text = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return text.startsWith("Unable to load credentials") || text.contains("rofile file contained no credentials")
                ? user("there are no credentials; put them into " + SECRET + ", or give the pod an identity")
                : retryable(text);
    }
}
