package io.goleta.plugins.gcp;

import com.google.auth.oauth2.ServiceAccountCredentials;

/** Has the account's key. */
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
