package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what: the account everything, but what is denied to it.
 *
 * @see <a href="https://cloud.google.com/storage/docs/access-control/iam-json">Permissions of JSON methods</a>
 */
final class Access {
    private static final Set<String> READING =
            Set.of("storage.buckets.get", "storage.objects.get", "storage.objects.list");

    private final Account account;
    private final Tokens tokens;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    Access(Account account, Tokens tokens) {
        this.account = account;
        this.tokens = tokens;
    }

    void deny(String permission) {
        denied.add(permission);
    }

    void allow(String permission) {
        denied.remove(permission);
    }

    /** Refuses who does not say who he is, or may not do this. */
    void require(Call call, String permission) {
        Tokens.Token token = bearer(call).orElseThrow(() -> GcsError.anonymous(permission, resource(permission)));
        if (!READING.contains(permission) && token.scopes().equals(Collections.singleton(Tokens.READING))) {
            throw new GcsError(
                    403, "insufficientPermissions", "AccessDenied", "", "Insufficient authentication scopes.");
        }
        requirePermission(permission);
    }

    /** Refuses what is denied to the account. */
    void requirePermission(String permission) {
        if (denied.contains(permission)) {
            throw GcsError.denied(Account.EMAIL, permission, resource(permission));
        }
    }

    /** Refuses a token that is wrong; none is none. */
    Optional<Tokens.Token> bearer(Call call) {
        Optional<String> header = call.header("Authorization");
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = header.get().split(" ", 2);
        if (!parts[0].equalsIgnoreCase("Bearer") || parts.length == 1) {
            throw GcsError.credentials();
        }
        return Optional.of(tokens.find(parts[1]).orElseThrow(GcsError::credentials));
    }

    private static String resource(String permission) {
        return permission.startsWith("storage.buckets.") || permission.equals("storage.objects.list")
                ? "bucket"
                : "object";
    }

    /**
     * Signs on behalf of the account.
     *
     * @see <a href="https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob">signBlob</a>
     */
    void signBlob(Call call, String email) throws IOException {
        Tokens.Token token = bearer(call).orElseThrow(GcsError::credentials);
        if (!token.scopes().contains(Tokens.EVERYTHING)
                && !token.scopes().contains("https://www.googleapis.com/auth/iam")) {
            throw new GcsError(403, "forbidden", "AccessDenied", "", "Request had insufficient authentication scopes.");
        }
        if (!email.equals(Account.EMAIL)) {
            throw new GcsError(404, "notFound", "NotFound", "", "Not found; Gaia id not found for email " + email);
        }
        if (denied.contains("iam.serviceAccounts.signBlob")) {
            throw new GcsError(
                    403,
                    "forbidden",
                    "AccessDenied",
                    "",
                    "Permission 'iam.serviceAccounts.signBlob' denied on resource (or it may not exist).");
        }
        byte[] payload;
        try {
            payload = Base64.getDecoder().decode(call.json().path("payload").asText());
        } catch (IllegalArgumentException e) {
            throw GcsError.invalid("Invalid value at 'payload' (TYPE_BYTES), Base64 decoding failed");
        }
        String signed = Base64.getEncoder().encodeToString(account.sign(payload));
        call.answer(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("keyId", account.keyId())
                        .put("signedBlob", signed));
    }
}
