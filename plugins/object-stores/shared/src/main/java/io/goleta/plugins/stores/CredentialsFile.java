package io.goleta.plugins.stores;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file with credentials. Stores compare its version at every request, so that renewed credentials need no restart. */
public record CredentialsFile(Path path) {

    /**
     * Changes whenever the file does.
     *
     * @throws GoletaException USER when there is no such file
     */
    public Object version() {
        return read(() -> path + " " + Files.getLastModifiedTime(path) + " " + Files.size(path));
    }

    /**
     * @throws GoletaException USER when the file cannot be read
     */
    public byte[] bytes() {
        return read(() -> Files.readAllBytes(path));
    }

    /**
     * @throws GoletaException USER when the file cannot be read, or is not UTF-8
     */
    public List<String> lines() {
        return read(() -> Files.readAllLines(path));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            // Neither the cause nor its message: a decoder's may quote what it read.
            throw new GoletaException(
                    Fault.USER,
                    "Cannot read the credentials file " + path + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }
}
