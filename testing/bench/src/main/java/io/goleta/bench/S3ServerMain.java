package io.goleta.bench;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A server that speaks S3 and keeps its objects in a folder, in a process of its own: both sides of a comparison pay the same for it. */
public final class S3ServerMain {
    static final String KEY_ID = "AKIDGOLETABENCH";
    static final String SECRET = "s3cr3t/of+the/bench";

    private S3ServerMain() {}

    /** The folder, and a key store for TLS or none; prints the port and serves until its standard input ends. */
    public static void main(String[] arguments) throws Exception {
        boolean secure = arguments.length > 1;
        S3Proxy.Builder builder = S3Proxy.builder();
        if (secure) {
            builder.secureEndpoint(URI.create("https://127.0.0.1:0")).keyStore(arguments[1], Certificate.PASSWORD);
        } else {
            builder.endpoint(URI.create("http://127.0.0.1:0"));
        }
        S3Proxy server = builder.blobStore(new FilesystemNio2BlobStore(arguments[0]))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        System.out.println(secure ? server.getSecurePort() : server.getPort());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }
}
