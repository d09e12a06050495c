package io.goleta.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this client.
 *
 * @param version as in the POM, with a leading v
 * @param commit empty when unknown
 */
public record ClientVersion(String version, String commit) {
    /** Of the jar that this class is in. */
    public static ClientVersion read() {
        Properties properties = new Properties();
        try (InputStream in = ClientVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ClientVersion("v" + properties.getProperty("version", "0"), properties.getProperty("commit", ""));
    }

    /** The first two numbers: {@code v1.9}. */
    static String release(String version) {
        String[] parts = version.split("[.-]", 3);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }
}
