package io.goleta.server;

import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Values of flags and environment variables that have the right type and make no sense: all of them at once, before anything starts. */
final class OptionChecks {
    private static final int LAST_PORT = 65_535;

    private final List<String> problems = new ArrayList<>();

    OptionChecks notNegative(String flag, Duration value) {
        return require(!value.isNegative(), flag, GoDuration.format(value), "not negative");
    }

    OptionChecks positive(String flag, Duration value) {
        return require(value.isPositive(), flag, GoDuration.format(value), "longer than 0");
    }

    OptionChecks range(String flag, int value, int least, int most) {
        String range = most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
        return require(value >= least && value <= most, flag, String.valueOf(value), range);
    }

    OptionChecks url(String flag, String value) {
        return require(isUrl(value), flag, value, "a URL such as http://backup.example.com:8085");
    }

    OptionChecks address(String flag, String value) {
        return require(isAddress(value), flag, value, "an address such as :8085 or 127.0.0.1:8085");
    }

    OptionChecks absolute(String flag, List<Path> paths) {
        paths.stream()
                .map(Path::toString)
                .filter(path -> !path.isEmpty()) // of an empty environment variable
                .forEach(path -> require(path.startsWith("/"), flag, path, "an absolute path"));
        return this;
    }

    OptionChecks name(String flag, String value) {
        return require(value.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"), flag, value, "the name of a namespace");
    }

    OptionChecks node(String flag, String value) {
        return require(!value.isBlank(), flag, value, "the name of this node");
    }

    /**
     * @throws GoletaException USER when a value is invalid, with all of them
     */
    void verify() {
        if (!problems.isEmpty()) {
            throw new GoletaException(Fault.USER, String.join("; ", problems));
        }
    }

    private OptionChecks require(boolean isValid, String flag, String value, String wanted) {
        if (!isValid) {
            problems.add(flag + " is \"" + value + "\" but must be " + wanted);
        }
        return this;
    }

    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return colon >= 0 && port >= 0 && port <= LAST_PORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
