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

    /** The folder; prints the port and serves until its standard input ends. */
    public static void main(String[] arguments) throws Exception {
        S3Proxy server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .blobStore(new FilesystemNio2BlobStore(arguments[0]))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        System.out.println(server.getPort());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }
}
