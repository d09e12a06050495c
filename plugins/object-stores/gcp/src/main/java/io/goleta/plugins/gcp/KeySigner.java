package io.goleta.plugins.gcp;

import com.google.auth.oauth2.ServiceAccountCredentials;

/** Signs with the account's private key. */
record KeySigner(ServiceAccountCredentials credentials) implements Signer {
    @Override
    public String account() {
        return credentials.getAccount();
    }

    @Override
    public byte[] sign(byte[] bytes) {
        return credentials.sign(bytes);
    }
}
