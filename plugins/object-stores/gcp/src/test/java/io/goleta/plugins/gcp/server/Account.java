package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;

/** The service account that owns all buckets, and its only key. */
final class Account {
    static final String EMAIL = "goleta@goleta-test.iam.gserviceaccount.com";

    private static final String PROJECT = "goleta-test";
    private static final String ALGORITHM = "SHA256withRSA";

    // To make one takes seconds, so that all servers of a process share it.
    private static final KeyPair KEYS = keys();

    private final String keyId = HexFormat.of().formatHex(KEYS.getPublic().getEncoded(), 40, 60);

    private volatile boolean exists = true;
    private volatile boolean keyEnabled = true;

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String keyId() {
        return keyId;
    }

    boolean exists() {
        return exists;
    }

    void delete() {
        exists = false;
    }

    void enableKey(boolean enabled) {
        keyEnabled = enabled;
    }

    boolean hasSigned(byte[] text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KEYS.getPublic());
            check.update(text);
            return check.verify(signature) && keyEnabled && exists;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(KEYS.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as a file, as the console of Google Cloud gives it out. */
    String credentials(URI server) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("type", "service_account");
        file.put("project_id", PROJECT);
        file.put("private_key_id", keyId);
        file.put("private_key", pem());
        file.put("client_email", EMAIL);
        file.put("client_id", "100000000000000000001");
        file.put("auth_uri", "https://accounts.google.com/o/oauth2/auth");
        file.put("token_uri", server + "/token");
        file.put("universe_domain", "googleapis.com");
        return file.toPrettyString();
    }

    private String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(KEYS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
