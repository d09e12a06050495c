package io.goleta.plugins.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import io.goleta.plugins.stores.Causes;
import io.goleta.plugins.stores.StoreFailure;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Turns what the SDK throws into the sentence for the user. */
final class AzureFailure extends StoreFailure {
    private final RuntimeException cause;

    private AzureFailure(String doing, AzureSettings settings, RuntimeException cause) {
        super(couldNot(doing, settings.where()), cause);
        this.cause = cause;
    }

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     */
    static GoletaException of(String doing, AzureSettings settings, RuntimeException e) {
        AzureFailure failure = new AzureFailure(doing, settings, e);
        Optional<BlobStorageException> answer = Causes.first(e, BlobStorageException.class);
        return answer.isPresent() ? failure.answered(answer.get()) : failure.unanswered();
    }

    private GoletaException answered(BlobStorageException answer) {
        String code = Objects.toString(answer.getErrorCode(), "");
        String said = code.isEmpty() ? "HTTP " + answer.getStatusCode() : code;
        return switch (code) {
            case "ContainerNotFound" -> user("there is no such container; create it, or correct the location's bucket");
            case "ContainerBeingDeleted" -> retryable("the container is being deleted");
            case "AuthenticationFailed", "InvalidAuthenticationInfo", "NoAuthenticationInformation" ->
                notAuthenticated(answer, said);
            case "AuthorizationPermissionMismatch",
                    "AuthorizationServiceMismatch",
                    "AuthorizationResourceTypeMismatch",
                    "InsufficientAccountPermissions" ->
                user("access denied (" + said
                        + "); an identity needs the role Storage Blob Data Contributor on the container, a shared access"
                        + " signature the permissions racwdl");
            case "AuthorizationFailure", "AuthorizationSourceIPMismatch", "AuthorizationProtocolMismatch" ->
                String.valueOf(answer.getMessage()).contains("Authorization header")
                        ? notAuthenticated(answer, said)
                        : user("access denied by the account (" + said
                                + "); its firewall must allow this cluster's network, and a shared access signature this"
                                + " operation");
            case "KeyBasedAuthenticationNotPermitted" ->
                user(
                        "the account does not permit access keys; set useAAD in the location's config, and give the identity the role"
                                + " Storage Blob Data Contributor");
            case "AccountIsDisabled" -> user("the storage account is disabled");
            case "BlobImmutableDueToPolicy" ->
                user("an immutability policy of the container protects the blob (" + said + ")");
            case "BlobArchived", "BlobBeingRehydrated" ->
                user("the object is in the archive tier; move it to the hot or cool tier");
            case "LeaseIdMissing" -> user("the object has a lease; break it");
            case "InvalidBlockList", "InvalidBlobOrBlock" ->
                retryable("the object was written concurrently (" + said + ")");
            case "Md5Mismatch" -> retryable("checksum mismatch: data was corrupted in transit (" + said + ")");
            default -> byStatus(answer.getStatusCode(), said);
        };
    }

    private GoletaException notAuthenticated(BlobStorageException answer, String said) {
        String detail = Objects.requireNonNullElse(answer.getServiceMessage(), "") + answer.getMessage();
        if (detail.contains("Request date header too old")) {
            return user("the clocks of this machine and of the store differ too much; synchronize both with NTP");
        }
        if (detail.contains("Signature not valid in the specified time frame") || detail.contains("expired")) {
            return user("the credentials have expired; renew them in " + SECRET);
        }
        return user("the store rejected the credentials (" + said + "); correct them in " + SECRET);
    }

    private GoletaException byStatus(int status, String said) {
        if (said.equals("ServerBusy") || status == 408 || status == 429 || status >= 500) {
            return retryable("the store is temporarily unavailable (" + said + ")");
        }
        return switch (status) {
            case 401, 403 -> user("access denied (" + said + "); correct the credentials in " + SECRET);
            case 404 -> user("there is no such container or object (" + said + ")");
            default -> storage("the store rejected the request (" + said + ")");
        };
    }

    private GoletaException unanswered() {
        if (Causes.areInterruption(cause)) {
            return retryable(CANCELLED);
        }
        Optional<ClientAuthenticationException> identity = Causes.first(cause, ClientAuthenticationException.class);
        if (identity.isPresent()) {
            return user("Azure issued no token (" + Causes.firstLine(identity.get()) + "); correct the identity in "
                    + SECRET + ", or that of the pod");
        }
        return ofConnection("storageAccount or storageAccountURI", "storageAccountURI")
                .orElseGet(this::ofClient);
    }

    private GoletaException ofClient() {
        if (cause instanceof IllegalArgumentException) {
            return user(Causes.firstLine(cause));
        }
        Optional<HttpResponseException> answer = Causes.first(cause, HttpResponseException.class);
        if (answer.isPresent()) {
            return withoutCode(answer.get());
        }
        return retryable(Causes.first(cause, IOException.class)
                .map(e -> "the connection broke (" + Causes.firstLine(e) + ")")
                .orElseGet(() -> Causes.firstLine(cause)));
    }

    // Often the answer of a proxy or gateway in front of the store.
    private GoletaException withoutCode(HttpResponseException answer) {
        return answer.getResponse() == null
                ? storage("the store rejected the request (" + Causes.firstLine(answer) + ")")
                : byStatus(
                        answer.getResponse().getStatusCode(),
                        "HTTP " + answer.getResponse().getStatusCode());
    }
}
