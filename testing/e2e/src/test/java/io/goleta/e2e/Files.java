package io.goleta.e2e;

/** Awkward files in a volume of a running pod, and what tells whether they are still the same. */
final class Files {
    private static final String FILL = """
            cd %s
            mkdir -p empty deep/er/still private
            i=0; while [ $i -lt 300 ]; do echo "file $i of $(hostname)" > deep/er/$i; i=$((i+1)); done
            dd if=/dev/urandom of=random bs=1M count=%d 2>/dev/null
            dd if=/dev/zero of=sparse bs=1 count=1 seek=20000000 2>/dev/null
            ln -s deep/er/1 link
            ln random hard
            echo x > 'a name with spaces & $igns'
            chmod 0600 deep/er/1; chmod 4755 deep/er/2; chmod 0700 private
            chown 1234:4321 deep/er/3
            touch -d '2001-02-03 04:05:06' deep/er/4
            sync
            """;
    // Folders without times: the agent's mark was made in the topmost one and removed again.
    private static final String PRINT = """
            cd %s
            find . -type d | sort | while read -r f; do stat -c '%%A %%u:%%g %%n' "$f"; done
            find . -type f | sort | while read -r f; do stat -c '%%A %%u:%%g %%s %%Y %%h %%n' "$f"; sha256sum < "$f"; done
            find . -type l | sort | while read -r f; do echo "$f -> $(readlink "$f")"; done
            """;

    private Files() {}

    static void fill(String namespace, String pod, String directory, int megabytes) {
        Kubectl.exec(namespace, pod, FILL.formatted(directory, megabytes));
    }

    /** Names, modes, owners, sizes, times, links and contents of everything below a directory. */
    static String print(String namespace, String pod, String directory) {
        return Kubectl.exec(namespace, pod, PRINT.formatted(directory));
    }
}
