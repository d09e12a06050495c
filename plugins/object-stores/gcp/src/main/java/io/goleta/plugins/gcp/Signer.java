package io.goleta.plugins.gcp;

import java.io.IOException;

/** Signs in the name of a service account. */
interface Signer {
    /** The account's email address. */
    String account();

    /** With RSA and SHA-256. */
    byte[] sign(byte[] bytes) throws IOException;
}
