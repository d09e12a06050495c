package io.goleta.server.nodeagent;

import io.goleta.core.api.VeleroObject;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a user should know about a transfer that succeeded. The status message carries it to the run. Thread-safe. */
final class TransferWarnings implements Consumer<String> {
    private final Set<String> sentences = new LinkedHashSet<>();

    /** Names what the object asks for and no data mover does. */
    static TransferWarnings of(VeleroObject<?, ?> transfer) {
        TransferWarnings warnings = new TransferWarnings();
        Set<String> settings = transfer.object().map("spec", "uploaderSettings").keySet();
        if (!settings.isEmpty()) {
            warnings.accept("spec.uploaderSettings " + settings
                    + " have no effect; the ConfigMap of the data mover holds its settings");
        }
        return warnings;
    }

    @Override
    public synchronized void accept(String sentence) {
        sentences.add(sentence);
    }

    /** All of them; null when there are none. */
    synchronized @Nullable String message() {
        return sentences.isEmpty() ? null : Failures.bounded(String.join("; ", sentences));
    }
}
