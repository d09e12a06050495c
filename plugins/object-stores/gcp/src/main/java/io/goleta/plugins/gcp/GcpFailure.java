package io.goleta.plugins.gcp;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Turns what goes wrong with the store into the sentence for the user. */
final class GcpFailure {
    static final String SECRET = "the location's Secret (cloud-credentials, unless it names its own)";

    private static final Pattern PERMISSION = Pattern.compile("\\b(storage\\.[a-z]+\\.[A-Za-z]+)\\b");

    private final String start;
    private final String permission;
    private final GcpSettings settings;
    private final IOException cause;

    private GcpFailure(String doing, String permission, GcpSettings settings, IOException cause) {
        this.start = "Could not " + doing + " in " + settings.where() + ": ";
        this.permission = permission;
        this.settings = settings;
        this.cause = cause;
    }

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     * @param permission that it takes: {@code storage.objects.create}
     */
    static GoletaException of(String doing, String permission, GcpSettings settings, IOException e) {
        GcpFailure failure = new GcpFailure(doing, permission, settings, e);
        if (Failures.isCancelled(e)) {
            return failure.retryable("it was cancelled");
        }
        return switch (e) {
            case GcpHttpException refusal -> failure.answered(refusal);
            case NoTokenException noToken -> TokenFailure.of(failure.start, noToken);
            default -> failure.unanswered();
        };
    }

    private GoletaException answered(GcpHttpException refusal) {
        String said = refusal.reason().isEmpty() ? "HTTP " + refusal.status() : refusal.reason();
        String full = refusal.words().isEmpty() ? said : said + ": " + refusal.words();
        String words = refusal.words().toLowerCase(Locale.ROOT);
        if (refusal.mayPass()) {
            return retryable("the store could not do it now (" + full + ")");
        }
        if (refusal.status() < 500 && words.contains("kms")) {
            return kms(full);
        }
        if (words.contains("crc32c") || words.contains("checksum") || words.contains("md5")) {
            return retryable("it arrived changed (" + said + ")");
        }
        return switch (refusal.status()) {
            case 401 -> user("the store does not accept the credentials (" + full + "); correct them in " + SECRET);
            case 403 -> forbidden(refusal, full, words);
            case 404 -> missing(refusal, full);
            default -> storage("the store refused it (" + full + ")");
        };
    }

    private GoletaException forbidden(GcpHttpException refusal, String full, String words) {
        if (refusal.reason().equals("accountDisabled") || words.contains("billing")) {
            return user("the project of the bucket has no billing account that pays (" + full
                    + "); enable its billing in the Google Cloud console");
        }
        if (words.contains("retention") || refusal.reason().equals("retentionPolicyNotMet") || words.contains("hold")) {
            return user("a retention policy or a hold keeps the object as it is (" + full + ")");
        }
        if (refusal.reason().equals("accessNotConfigured") || refusal.reason().equals("SERVICE_DISABLED")) {
            return user("an API is not enabled in the project (" + full + "); enable it in the Google Cloud console");
        }
        if (words.contains("vpc service controls") || words.contains("organization's policy")) {
            return user("the organization's policy does not let us in (" + full + ")");
        }
        if (permission.equals(RemoteSigner.PERMISSION)) {
            return user("the credentials do not permit it (" + full + "); allow them " + permission
                    + " on the service account that signs, which is in the role Service Account Token Creator");
        }
        Matcher named = PERMISSION.matcher(refusal.words());
        return user("the credentials do not permit it (" + full + "); allow them "
                + (named.find() ? named.group(1) : permission) + " on the bucket");
    }

    private GoletaException missing(GcpHttpException refusal, String full) {
        if (permission.equals(RemoteSigner.PERMISSION)) {
            return user(
                    "there is no such service account (" + full + "); correct serviceAccount in the location's config");
        }
        return refusal.isOfBucket()
                ? user("there is no such bucket; create it, or correct the location's bucket")
                : user("there is no such bucket or object (" + full + ")");
    }

    private GoletaException kms(String full) {
        return user(
                settings.kmsKeyName().isEmpty()
                        ? "the bucket's key cannot be used (" + full
                                + "); it must be enabled, and Cloud Storage's service"
                                + " agent needs the role Cloud KMS CryptoKey Encrypter/Decrypter on it"
                        : "the key " + settings.kmsKeyName() + " cannot be used (" + full
                                + "); it must be enabled and in the bucket's region, and Cloud Storage's service agent"
                                + " needs the role Cloud KMS CryptoKey Encrypter/Decrypter on it; or correct kmsKeyName in"
                                + " the location's config");
    }

    private GoletaException unanswered() {
        if (Failures.first(cause, SSLException.class).isPresent()) {
            return tls();
        }
        if (Failures.first(cause, UnknownHostException.class).isPresent()) {
            return retryable("the name of its host cannot be resolved; if it stays so, correct storeEndpoint in the"
                    + " location's config");
        }
        if (isTooLate(cause)) {
            return retryable("the store did not answer in time");
        }
        if (Failures.first(cause, ConnectException.class).isPresent()) {
            return retryable("nothing answers there; is the store up, and does a network policy let us through?");
        }
        return retryable("the connection broke off (" + Failures.firstLine(cause) + ")");
    }

    static boolean isTooLate(IOException e) {
        return Failures.first(e, SocketTimeoutException.class).isPresent();
    }

    private GoletaException tls() {
        String reason = Failures.first(cause, SSLException.class)
                .map(Failures::firstLine)
                .orElse("");
        if (reason.contains("certification path") || reason.contains("PKIX")) {
            return user("its certificate is of an authority that we do not know; give that authority's certificate in"
                    + " caCert of the location");
        }
        return reason.contains("subject alternative") || reason.contains("No name matching")
                ? user("its certificate is for another host (" + reason
                        + "); correct storeEndpoint in the location's config")
                : retryable("no secure connection could be made (" + reason + ")");
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
