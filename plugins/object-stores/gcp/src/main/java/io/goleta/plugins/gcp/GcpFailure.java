package io.goleta.plugins.gcp;

import io.goleta.plugins.stores.Causes;
import io.goleta.plugins.stores.StoreFailure;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what goes wrong with the store into the sentence for the user. */
final class GcpFailure extends StoreFailure {
    private static final Pattern PERMISSION = Pattern.compile("\\b(storage\\.[a-z]+\\.[A-Za-z]+)\\b");

    private final String permission;
    private final GcpSettings settings;
    private final IOException cause;

    private GcpFailure(String doing, String permission, GcpSettings settings, IOException cause) {
        super(couldNot(doing, settings.where()), cause);
        this.permission = permission;
        this.settings = settings;
        this.cause = cause;
    }

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     * @param permission that the call needs: {@code storage.objects.create}
     */
    static GoletaException of(String doing, String permission, GcpSettings settings, IOException e) {
        GcpFailure failure = new GcpFailure(doing, permission, settings, e);
        if (GcpRetry.isCancelled(e)) {
            return failure.retryable(CANCELLED);
        }
        return switch (e) {
            case GcpHttpException answer -> failure.answered(answer);
            case NoTokenException noToken -> TokenFailure.of(failure.start(), noToken);
            default -> failure.unanswered();
        };
    }

    private GoletaException answered(GcpHttpException answer) {
        String said = answer.reason().isEmpty() ? "HTTP " + answer.status() : answer.reason();
        String full = answer.message().isEmpty() ? said : said + ": " + answer.message();
        String words = answer.message().toLowerCase(Locale.ROOT);
        if (answer.isTemporary()) {
            return retryable("the store is temporarily unavailable (" + full + ")");
        }
        if (answer.status() < 500 && words.contains("kms")) {
            return kms(full);
        }
        if (words.contains("crc32c") || words.contains("checksum") || words.contains("md5")) {
            return retryable("checksum mismatch: data was corrupted in transit (" + said + ")");
        }
        return switch (answer.status()) {
            case 401 -> user("the store rejected the credentials (" + full + "); correct them in " + SECRET);
            case 403 -> forbidden(answer, full, words);
            case 404 -> missing(answer, full);
            default -> storage("the store rejected the request (" + full + ")");
        };
    }

    private GoletaException forbidden(GcpHttpException answer, String full, String words) {
        if (answer.reason().equals("accountDisabled") || words.contains("billing")) {
            return user("billing is disabled for the bucket's project (" + full
                    + "); enable it in the Google Cloud console");
        }
        if (words.contains("retention") || answer.reason().equals("retentionPolicyNotMet") || words.contains("hold")) {
            return user("a retention policy or a hold protects the object (" + full + ")");
        }
        if (answer.reason().equals("accessNotConfigured") || answer.reason().equals("SERVICE_DISABLED")) {
            return user("an API is not enabled in the project (" + full + "); enable it in the Google Cloud console");
        }
        if (words.contains("vpc service controls") || words.contains("organization's policy")) {
            return user("access denied by a policy of the organization (" + full + ")");
        }
        if (permission.equals(RemoteSigner.PERMISSION)) {
            return user("access denied (" + full + "); grant the credentials " + permission
                    + " on the service account that signs (role Service Account Token Creator)");
        }
        Matcher named = PERMISSION.matcher(answer.message());
        return user("access denied (" + full + "); grant the credentials "
                + (named.find() ? named.group(1) : permission) + " on the bucket");
    }

    private GoletaException missing(GcpHttpException answer, String full) {
        if (permission.equals(RemoteSigner.PERMISSION)) {
            return user(
                    "there is no such service account (" + full + "); correct serviceAccount in the location's config");
        }
        return answer.isMissingBucket()
                ? user("there is no such bucket; create it, or correct the location's bucket")
                : user("there is no such bucket or object (" + full + ")");
    }

    private GoletaException kms(String full) {
        return user(
                settings.kmsKeyName().isEmpty()
                        ? "the bucket's KMS key cannot be used (" + full
                                + "); it must be enabled, and Cloud Storage's service"
                                + " agent needs the role Cloud KMS CryptoKey Encrypter/Decrypter on it"
                        : "the KMS key " + settings.kmsKeyName() + " cannot be used (" + full
                                + "); it must be enabled and in the bucket's region, and Cloud Storage's service agent"
                                + " needs the role Cloud KMS CryptoKey Encrypter/Decrypter on it; or correct kmsKeyName in"
                                + " the location's config");
    }

    private GoletaException unanswered() {
        return ofConnection("storeEndpoint", "storeEndpoint")
                .orElseGet(() -> retryable("the connection broke (" + Causes.firstLine(cause) + ")"));
    }
}
