package io.goleta.plugins.restic.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Restic as root without some of root's capabilities, as on a file system that does not honour them. */
final class LessPrivileged {
    private LessPrivileged() {}

    /** Lets the fixture use it. */
    static void use(Fixture fixture, Path folder, String capabilities) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        String drop = "-" + capabilities.replace(",", ",-");
        Path script = folder.resolve("restic-without-" + capabilities.replace(',', '-'));
        Files.writeString(script, """
                #!/bin/sh
                exec /usr/bin/setpriv --bounding-set=%s --inh-caps=%s %s "$@"
                """.formatted(drop, drop, fixture.binary().path()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        fixture.environment.put("RESTIC_BINARY", script.toString());
    }
}
