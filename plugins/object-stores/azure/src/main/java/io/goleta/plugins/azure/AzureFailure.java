package io.goleta.plugins.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Turns what the SDK throws into the sentence for the user. */
final class AzureFailure {
    private static final String SECRET = "the location's Secret (cloud-credentials, unless it names its own)";

    private final String start;
    private final RuntimeException cause;

    private AzureFailure(String doing, AzureSettings settings, RuntimeException cause) {
        this.start = "Could not " + doing + " in " + settings.where() + ": ";
        this.cause = cause;
    }

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     */
    static GoletaException of(String doing, AzureSettings settings, RuntimeException e) {
        AzureFailure failure = new AzureFailure(doing, settings, e);
        Optional<BlobStorageException> answer = failure.first(BlobStorageException.class);
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
                user("the credentials do not permit it (" + said
                        + "); an identity needs the role Storage Blob Data Contributor on the container, a signature the"
                        + " permissions racwdl");
            case "AuthorizationFailure", "AuthorizationSourceIPMismatch", "AuthorizationProtocolMismatch" ->
                String.valueOf(answer.getMessage()).contains("Authorization header")
                        ? notAuthenticated(answer, said)
                        : user("the account does not let us in (" + said
                                + "); its firewall must allow this cluster's network, and a signature what is done");
            case "KeyBasedAuthenticationNotPermitted" ->
                user("the account accepts no keys; set useAAD in the location's config, and give the identity the role"
                        + " Storage Blob Data Contributor");
            case "AccountIsDisabled" -> user("the storage account is disabled");
            case "BlobImmutableDueToPolicy" ->
                user("a policy of the container keeps its blobs as they are (" + said + ")");
            case "BlobArchived", "BlobBeingRehydrated" ->
                user("the object is in the archive tier; move it to one that can be read");
            case "LeaseIdMissing" -> user("somebody holds a lease on the object; break it");
            case "InvalidBlockList", "InvalidBlobOrBlock" ->
                retryable("somebody else wrote the same object at the same time (" + said + ")");
            case "Md5Mismatch" -> retryable("it arrived changed (" + said + ")");
            default -> byStatus(answer.getStatusCode(), said);
        };
    }

    private GoletaException notAuthenticated(BlobStorageException answer, String said) {
        String detail = Objects.requireNonNullElse(answer.getServiceMessage(), "") + answer.getMessage();
        if (detail.contains("Request date header too old")) {
            return user("the clocks of this machine and of the store differ too much; have both set by NTP");
        }
        if (detail.contains("Signature not valid in the specified time frame") || detail.contains("expired")) {
            return user("the credentials have expired; renew them in " + SECRET);
        }
        return user("the store does not accept the credentials (" + said + "); correct them in " + SECRET);
    }

    private GoletaException byStatus(int status, String said) {
        if (said.equals("ServerBusy") || status == 408 || status == 429 || status >= 500) {
            return retryable("the store could not do it now (" + said + ")");
        }
        return switch (status) {
            case 401, 403 -> user("the credentials do not permit it (" + said + "); correct them in " + SECRET);
            case 404 -> user("there is no such container or object (" + said + ")");
            default -> storage("the store refused it (" + said + ")");
        };
    }

    private GoletaException unanswered() {
        if (has(InterruptedException.class) || has(ClosedByInterruptException.class) || isInterrupted()) {
            return retryable("it was cancelled");
        }
        Optional<ClientAuthenticationException> identity = first(ClientAuthenticationException.class);
        if (identity.isPresent()) {
            return user("Azure gives us no identity (" + firstLine(identity.get()) + "); correct the identity in "
                    + SECRET + ", or that of the pod");
        }
        if (has(SSLException.class)) {
            return tls();
        }
        if (has(UnknownHostException.class) || has(UnresolvedAddressException.class)) {
            return retryable("the name of its host cannot be resolved; if it stays so, correct storageAccount or"
                    + " storageAccountURI in the location's config");
        }
        if (has(HttpTimeoutException.class) || has(SocketTimeoutException.class) || has(TimeoutException.class)) {
            return retryable("the store did not answer in time");
        }
        if (has(ConnectException.class)) {
            return retryable("nothing answers there; is the store up, and does a network policy let us through?");
        }
        if (cause instanceof IllegalArgumentException) {
            return user(firstLine(cause));
        }
        Optional<HttpResponseException> answer = first(HttpResponseException.class);
        if (answer.isPresent()) {
            return notInItsWords(answer.get());
        }
        return retryable(first(IOException.class)
                .map(e -> "the connection broke off (" + firstLine(e) + ")")
                .orElseGet(() -> firstLine(cause)));
    }

    // Of something before the store, as often as not.
    private GoletaException notInItsWords(HttpResponseException answer) {
        return answer.getResponse() == null
                ? storage("the store refused it (" + firstLine(answer) + ")")
                : byStatus(
                        answer.getResponse().getStatusCode(),
                        "HTTP " + answer.getResponse().getStatusCode());
    }

    private GoletaException tls() {
        String reason = first(SSLException.class).map(AzureFailure::firstLine).orElse("");
        if (reason.contains("certification path") || reason.contains("PKIX")) {
            return user("its certificate is of an authority that we do not know; give that authority's certificate in"
                    + " caCert of the location");
        }
        return reason.contains("subject alternative") || reason.contains("No name matching")
                ? user("its certificate is for another host (" + reason
                        + "); correct storageAccountURI in the location's config")
                : retryable("no secure connection could be made (" + reason + ")");
    }

    private boolean isInterrupted() {
        return causes().anyMatch(e -> e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException));
    }

    private boolean has(Class<? extends Throwable> type) {
        return first(type).isPresent();
    }

    private <T extends Throwable> Optional<T> first(Class<T> type) {
        return causes().filter(type::isInstance).map(type::cast).findFirst();
    }

    private Stream<Throwable> causes() {
        return Stream.iterate((Throwable) cause, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .flatMap(e -> Stream.concat(Stream.of(e), Stream.of(e.getSuppressed())));
    }

    private static String firstLine(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
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
