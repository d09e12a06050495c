package io.goleta.core.plugin;

import io.goleta.core.plugin.CallJournal.Entry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.MDC;

/**
 * Runs the code of plugins on threads of its own, so that a call without an answer can be given up while its thread hangs. Platform
 * threads: on a virtual one an endless loop would take a processor from all other virtual threads. Thread-safe.
 */
final class PluginCalls implements AutoCloseable {
    private static final ThreadLocal<PendingCall<?>> CURRENT = new ThreadLocal<>();

    private final PluginLimits limits;
    private final CallJournal journal;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("plugin-", 0).factory());

    /**
     * One call.
     *
     * @param plugin its id
     * @param extension {@code BackupItemAction example.com/redact}
     * @param method {@code execute}
     * @param subject what it is about, {@code Pod shop/web}; may be empty
     * @param run {@code backup: velero/daily}; empty outside of runs
     */
    record Call(String plugin, String extension, String method, String subject, Map<String, String> run) {
        /** For messages. */
        String text() {
            return "plugin " + plugin + " (" + extension + ") in " + method
                    + (subject.isEmpty() ? "" : " for " + subject);
        }

        /** {@code backup velero/daily}; empty outside of runs. */
        String runText() {
            return run.entrySet().stream()
                    .map(field -> field.getKey() + " " + field.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /** A piece of plugin code. */
    interface Code<T> {
        T run() throws Throwable;
    }

    /** A piece of the host. */
    interface HostCode<T, E extends Throwable> {
        T run() throws E;
    }

    PluginCalls(PluginLimits limits, CallJournal journal) {
        this.limits = limits;
        this.journal = journal;
    }

    PluginLimits limits() {
        return limits;
    }

    /**
     * Waits for an answer. When the caller is interrupted, so is the call.
     *
     * @param hanging counts the calls of one object that were given up and have not ended
     * @throws NoAnswerException when there is none in time
     * @throws Throwable what the code throws
     */
    <T> T answer(Call call, Duration limit, HangingCalls hanging, Code<T> code) throws Throwable {
        Map<String, String> context = MDC.getCopyOfContextMap();
        PendingCall<T> pending = new PendingCall<>(call, limit, hanging, code);
        try (Entry _ = journal.enter(call)) {
            threads.execute(() -> {
                if (context != null) {
                    MDC.setContextMap(context);
                }
                CURRENT.set(pending);
                try (CallContext _ = CallContext.of(call)) {
                    pending.run();
                } finally {
                    CURRENT.remove();
                    MDC.clear();
                }
            });
            return outside(() -> pending.await(limits.warning()));
        }
    }

    /** Runs code without a limit, in the thread of the caller. */
    <T> T unlimited(Call call, Code<T> code) throws Throwable {
        try (Entry _ = journal.enter(call);
                CallContext _ = CallContext.of(call)) {
            return code.run();
        }
    }

    /** Runs code of the host in the middle of a call; the call's time stands still meanwhile. */
    static <T, E extends Throwable> T outside(HostCode<T, E> code) throws E {
        PendingCall<?> call = CURRENT.get();
        if (call == null) {
            return code.run();
        }
        call.pause();
        try {
            return code.run();
        } finally {
            call.resume();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        journal.close();
    }
}
