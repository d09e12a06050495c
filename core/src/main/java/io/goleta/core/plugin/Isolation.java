package io.goleta.core.plugin;

import io.goleta.core.plugin.PluginCalls.Call;
import io.goleta.core.plugin.PluginCalls.Code;
import io.goleta.core.select.LabelSelection;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Isolates one extension from the host. Calls through the proxies of {@link #wrap} run on threads of their own, under the plugin's
 * context class loader, and whatever they throw or return against the contract becomes a {@link GoletaException} (PLUGIN) that names
 * the plugin; one without an answer in time is given up. Objects that calls return (actions, stores, data movers, streams) are wrapped
 * too, with their optional interfaces; callbacks and contexts that the host passes in run under the host's class loader again.
 *
 * <p>Dynamic proxies, so that default methods and mix-ins that the SPI gains later are covered as well.
 */
final class Isolation {
    private static final Logger LOGGER = LoggerFactory.getLogger(Isolation.class);
    private static final ClassLoader SPI_LOADER = PluginContext.class.getClassLoader();
    // A run may fail for each of its objects; the first few stack traces tell all.
    private static final int STACK_TRACES = 5;

    private final PluginOrigin origin;
    private final String extension;
    private final PluginCalls calls;
    private final Map<String, String> run;
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * @param extension its name in messages: {@code ObjectStore example.com/tape}
     */
    Isolation(PluginOrigin origin, String extension, PluginCalls calls) {
        this(origin, extension, calls, Map.of());
    }

    private Isolation(PluginOrigin origin, String extension, PluginCalls calls, Map<String, String> run) {
        this.origin = origin;
        this.extension = extension;
        this.calls = calls;
        this.run = run;
    }

    /** A proxy of {@code target} with all SPI interfaces that it implements. */
    Object wrap(Object target) {
        Class<?>[] contracts = contractsOf(target.getClass()).toArray(Class<?>[]::new);
        return contracts.length == 0 ? target : Proxy.newProxyInstance(SPI_LOADER, contracts, new PluginProxy(target));
    }

    /** Runs plugin code with the same isolation. */
    <T> T call(String method, HangingCalls hanging, Code<T> code) {
        Call call = new Call(origin.plugin(), extension, method, "", run);
        try {
            return calls.answer(call, calls.limits().call(), hanging, () -> {
                try (ContextLoader _ = ContextLoader.use(origin.loader())) {
                    return code.run();
                }
            });
        } catch (Throwable e) {
            throw failure(call, e);
        }
    }

    private static Set<Class<?>> contractsOf(@Nullable Class<?> type) {
        Set<Class<?>> contracts = new LinkedHashSet<>();
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            for (Class<?> implemented : current.getInterfaces()) {
                if (implemented.getName().startsWith(SpiClassLoader.SPI + ".")) {
                    contracts.add(implemented);
                }
                contracts.addAll(contractsOf(implemented));
            }
        }
        return contracts;
    }

    private final class PluginProxy implements InvocationHandler {
        private final Object target;
        private final HangingCalls hanging = new HangingCalls();

        PluginProxy(Object target) {
            this.target = target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, arguments);
            }
            Isolation scope = ofRun(arguments);
            Call call = new Call(origin.plugin(), extension, method.getName(), subject(arguments), scope.run);
            try {
                ClassLoader hostLoader = Thread.currentThread().getContextClassLoader();
                Object[] lent = lent(arguments, hostLoader);
                return scope.received(call, method, answer(call, method, () -> invoked(method, lent)));
            } catch (Throwable e) {
                return failed(method, failure(call, e));
            }
        }

        private @Nullable Object answer(Call call, Method method, Code<Optional<Object>> code) throws Throwable {
            if (target instanceof DataMover) {
                return calls.unlimited(call, code).orElse(null); // transfers take hours
            }
            if (hanging.areTooMany()) {
                throw NoAnswerException.ofEarlierCalls();
            }
            boolean isCheck = target instanceof ObjectStore && method.getName().equals("check");
            Duration limit = isCheck ? calls.limits().check() : calls.limits().call();
            return calls.answer(call, limit, hanging, code).orElse(null);
        }

        private Optional<Object> invoked(Method method, Object @Nullable [] arguments) throws Throwable {
            try (ContextLoader _ = ContextLoader.use(origin.loader())) {
                return Optional.ofNullable(method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }

        private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> extension + " of plugin " + origin.plugin();
            };
        }

        /** Closing never throws: the caller cannot do anything about it, and may already be handling a real failure. */
        private @Nullable Object failed(Method method, GoletaException failure) {
            if (method.getName().equals("close") && method.getParameterCount() == 0) {
                LOGGER.warn("ignored while closing: {}", failure.getMessage(), failure);
                return null;
            }
            throw failure;
        }
    }

    /** What is created for a run belongs to it. */
    private Isolation ofRun(Object @Nullable [] arguments) {
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            if (argument instanceof BackupDetails backup) {
                return new Isolation(origin, extension, calls, Map.of("backup", address(backup.resource())));
            }
            if (argument instanceof RestoreDetails restore) {
                return new Isolation(origin, extension, calls, Map.of("restore", address(restore.resource())));
            }
        }
        return this;
    }

    private static String subject(Object @Nullable [] arguments) {
        return switch (arguments == null || arguments.length == 0 ? null : arguments[0]) {
            case KubernetesObject object -> object.kind() + " " + address(object);
            case String key -> key;
            case null, default -> "";
        };
    }

    private static String address(KubernetesObject object) {
        String namespace = object.namespace();
        return (namespace == null ? "" : namespace + "/") + object.name();
    }

    private Object @Nullable [] lent(Object @Nullable [] arguments, @Nullable ClassLoader hostLoader) {
        if (arguments == null) {
            return null;
        }
        Object[] lent = arguments.clone();
        for (int i = 0; i < lent.length; i++) {
            lent[i] = switch (lent[i]) {
                case PluginContext context -> new PluginScopedContext(context, origin.plugin(), hostLoader);
                case InputStream content -> new LentInputStream(content);
                case Consumer<?> callback -> lentCallback(callback, hostLoader);
                case null, default -> lent[i];
            };
        }
        return lent;
    }

    private static <T> Consumer<T> lentCallback(Consumer<T> callback, @Nullable ClassLoader hostLoader) {
        return value -> {
            try (ContextLoader _ = ContextLoader.use(hostLoader)) {
                callback.accept(value);
            }
        };
    }

    private @Nullable Object received(Call call, Method method, @Nullable Object result) {
        if (result == null) {
            if (method.getReturnType() == void.class) {
                return null;
            }
            throw broken("returned null from " + call.method(), null);
        }
        if (result instanceof ItemSelector selector) {
            verify(selector, call);
        }
        return received(result);
    }

    private void verify(ItemSelector selector, Call call) {
        if (selector.labelSelector() == null) { // against its contract
            throw broken("returned null as label selector from " + call.method(), null);
        }
        try {
            LabelSelection.parse(selector.labelSelector());
        } catch (GoletaException e) {
            throw broken("returned an invalid label selector from " + call.method() + ": " + e.getMessage(), e);
        }
    }

    private Object received(Object result) {
        if (result.getClass().getClassLoader() == SPI_LOADER) {
            return result; // records and values of the SPI: the hot path
        }
        return switch (result) {
            case Optional<?> optional -> optional.map(this::received);
            case InputStream stream -> new IsolatedInputStream(stream, this);
            case Stream<?> stream -> IsolatedStream.of(stream, this);
            default -> result.getClass().getClassLoader() == null ? result : wrap(result);
        };
    }

    /** The failure to report for what plugin code threw. */
    private GoletaException failure(Call call, Throwable cause) {
        GoletaException failure = explained(call, cause);
        if (failure.fault() == Fault.PLUGIN) {
            try (CallContext _ = CallContext.of(call)) {
                boolean isNews = failures.getAndIncrement() < STACK_TRACES;
                LOGGER.atLevel(isNews ? Level.WARN : Level.DEBUG)
                        .setCause(cause)
                        .log("{} failed", call.text());
            }
        }
        return failure;
    }

    private GoletaException explained(Call call, Throwable cause) {
        String method = call.method();
        return switch (cause) {
            case GoletaException expected -> expected;
            case NoAnswerException late
            when extension.startsWith(ExtensionKind.OBJECT_STORE.title() + " ") ->
                GoletaException.retryable(
                        Fault.STORAGE,
                        extension + " gave " + late.getMessage() + " (" + method + "); is the storage reachable?",
                        late);
            case NoAnswerException late -> broken("gave " + late.getMessage() + " (" + method + ")", late);
            case LinkageError missing -> broken("cannot run " + method + ": " + LinkCheck.problem(missing), missing);
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                yield broken("failed in " + method + " with " + interrupted, interrupted);
            }
            default -> broken("failed in " + method + " with " + cause, cause);
        };
    }

    private GoletaException broken(String what, @Nullable Throwable cause) {
        return new GoletaException(
                Fault.PLUGIN,
                "plugin " + origin.plugin() + " (" + extension + ") " + what + origin.changeSince()
                        + "; this is a defect of the plugin, tell its author",
                cause);
    }
}
