package io.goleta.server.control;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.plugin.PluginHost.CutOffCall;
import io.goleta.server.controller.Reconciler.Progress;
import io.goleta.server.controller.StatusText;
import io.goleta.spi.item.KubernetesObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts in an annotation of a run how many processes began to execute it and died before its end, so that a run that takes the
 * server down with it does so three times and not for ever. Neither an orderly end of the process nor an outage counts.
 * Thread-safe.
 */
@Singleton
public final class RunStarts {
    private static final int MAX = 3;
    private static final Pattern STARTS = Pattern.compile("(\\d{1,3}) (\\S*)");
    private static final String NOBODY = "-";

    private final String process = UUID.randomUUID().toString();

    private final Supplier<List<CutOffCall>> cutOff;

    /**
     * @param cutOff the calls of plugins in the middle of which the process before this one ended
     */
    @Inject
    public RunStarts(Supplier<List<CutOffCall>> cutOff) {
        this.cutOff = cutOff;
    }

    /** How many processes have begun, and which was the last. */
    private record Starts(int count, String process) {
        static Starts of(VeleroObject<?, ?> run) {
            Matcher text = STARTS.matcher(run.annotations().getOrDefault(VeleroApi.RUN_ATTEMPTS, ""));
            return text.matches() ? new Starts(Integer.parseInt(text.group(1)), text.group(2)) : new Starts(0, NOBODY);
        }

        void write(VeleroObject<?, ?> run) {
            run.setAnnotation(VeleroApi.RUN_ATTEMPTS, count == 0 ? null : count + " " + process);
        }
    }

    /** What a run does; interrupted when the process ends. */
    @FunctionalInterface
    interface Execution<S> {
        S execute() throws InterruptedException;
    }

    /**
     * Executes a run, unless too many processes have died of it.
     *
     * @param failed makes the result of a run that is not executed again
     * @throws io.goleta.spi.error.GoletaException when the run is to be executed again later
     * @throws InterruptedException when the process is ending in an orderly way, which does not count
     */
    <V extends VeleroObject<?, ?>, S> S execute(
            V run, Progress<V> progress, Execution<S> execution, Function<String, S> failed)
            throws InterruptedException {
        Optional<String> exhausted = begin(run, progress);
        try {
            S result = exhausted.isPresent() ? failed.apply(exhausted.get()) : execution.execute();
            run.setAnnotation(VeleroApi.RUN_ATTEMPTS, null);
            return result;
        } catch (InterruptedException e) {
            withdraw(run, progress);
            throw e;
        }
    }

    /**
     * Notes in the object that this process executes it.
     *
     * @return why it must not be executed again
     * @throws io.goleta.spi.error.GoletaException when that cannot be noted
     */
    private <V extends VeleroObject<?, ?>> Optional<String> begin(V run, Progress<V> progress) {
        Starts starts = Starts.of(run);
        if (starts.process().equals(process)) {
            return Optional.empty();
        }
        if (starts.count() >= MAX) {
            return Optional.of("the server died " + starts.count() + " times while it executed this "
                    + run.kind().noun() + ", which is not executed again; " + suspects(run));
        }
        new Starts(starts.count() + 1, process).write(run);
        progress.record(run);
        return Optional.empty();
    }

    private String suspects(VeleroObject<?, ?> run) {
        String name = run.kind().noun() + " " + run.namespace() + "/" + run.name();
        List<String> calls = cutOff.get().stream()
                .filter(call -> call.run().equals(name))
                .map(CutOffCall::call)
                .toList();
        return calls.isEmpty()
                ? "the logs of those servers (kubectl logs --previous) may say why: out of memory is the usual reason, a plugin"
                        + " another"
                : "the last time, this was under way: " + StatusText.bounded(String.join("; ", calls));
    }

    /** Takes back what {@link #begin} noted: the process ends in an orderly way, and the next one executes the run. */
    private <V extends VeleroObject<?, ?>> void withdraw(V run, Progress<V> progress) {
        Starts starts = Starts.of(run);
        if (starts.process().equals(process)) {
            new Starts(starts.count() - 1, NOBODY).write(run);
            progress.report(run);
        }
    }

    /** The run as it is published: how often it was begun is nobody else's business. */
    static KubernetesObject published(VeleroObject<?, ?> run) {
        return run.object().without("metadata", "annotations", VeleroApi.RUN_ATTEMPTS);
    }
}
