package io.goleta.core.plugin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Gives the log lines of a call the plugin and the run (MDC), until closed. */
final class CallContext implements AutoCloseable {
    private final Map<String, @Nullable String> previous = new HashMap<>();

    private CallContext() {}

    static CallContext of(PluginCalls.Call call) {
        CallContext context = new CallContext();
        context.put("plugin", call.plugin());
        call.run().forEach(context::put);
        return context;
    }

    private void put(String key, String value) {
        previous.put(key, MDC.get(key));
        MDC.put(key, value);
    }

    @Override
    public void close() {
        previous.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
