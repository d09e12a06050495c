package io.goleta.core.plugin;

import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Isolates one extension from the host. Calls through the proxies of {@link #wrap} run under the plugin's context class
 * loader, and whatever they throw or return against the contract becomes a {@link GoletaException} (PLUGIN) that names the
 * plugin. Objects that calls return (actions, stores, data movers, streams) are wrapped too, with their optional interfaces;
 * callbacks and contexts that the host passes in run under the host's class loader again.
 *
 * <p>Dynamic proxies, so that default methods and mix-ins that the SPI gains later are covered as well.
 */
final class Isolation {
    private static final Logger LOGGER = LoggerFactory.getLogger(Isolation.class);
    private static final ClassLoader SPI_LOADER = PluginContext.class.getClassLoader();

    private final ClassLoader loader;
    private final String plugin;
    private final String extension;

    /**
     * @param extension its name in messages: {@code ObjectStore example.com/tape}
     */
    Isolation(ClassLoader loader, String plugin, String extension) {
        this.loader = loader;
        this.plugin = plugin;
        this.extension = extension;
    }

    /** A proxy of {@code target} with all SPI interfaces that it implements. */
    Object wrap(Object target) {
        Class<?>[] contracts = contractsOf(target.getClass()).toArray(Class<?>[]::new);
        return contracts.length == 0 ? target : Proxy.newProxyInstance(SPI_LOADER, contracts, new PluginProxy(target));
    }

    /** Runs plugin code with the same isolation. */
    <T> T call(String name, Code<T> code) {
        try (ContextLoader _ = ContextLoader.use(loader)) {
            return code.run();
        } catch (Throwable e) {
            throw failure(name, e);
        }
    }

    /** A piece of plugin code. */
    interface Code<T> {
        T run() throws Throwable;
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

        PluginProxy(Object target) {
            this.target = target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, arguments);
            }
            try (ContextLoader scope = ContextLoader.use(loader)) {
                return received(method, method.invoke(target, lent(arguments, scope.previous())));
            } catch (InvocationTargetException e) {
                return failed(method, e.getCause() == null ? e : e.getCause());
            } catch (ReflectiveOperationException | LinkageError e) {
                return failed(method, e);
            }
        }

        private Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> extension + " of plugin " + plugin;
            };
        }

        /** Closing never throws: the caller cannot do anything about it, and may already be handling a real failure. */
        private @Nullable Object failed(Method method, Throwable cause) {
            GoletaException failure = failure(method.getName(), cause);
            if (method.getName().equals("close") && method.getParameterCount() == 0) {
                LOGGER.warn("ignored while closing: {}", failure.getMessage(), failure);
                return null;
            }
            throw failure;
        }
    }

    private Object @Nullable [] lent(Object @Nullable [] arguments, @Nullable ClassLoader hostLoader) {
        if (arguments == null) {
            return null;
        }
        Object[] lent = arguments.clone();
        for (int i = 0; i < lent.length; i++) {
            lent[i] = switch (lent[i]) {
                case PluginContext context -> new PluginScopedContext(context, plugin, hostLoader);
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

    private @Nullable Object received(Method method, @Nullable Object result) {
        if (result == null) {
            if (method.getReturnType() == void.class) {
                return null;
            }
            throw broken("returned null from " + method.getName(), null);
        }
        return received(result);
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
    GoletaException failure(String method, Throwable cause) {
        if (cause instanceof GoletaException expected) {
            return expected;
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (cause instanceof LinkageError) {
            return broken("cannot run " + method + ": " + LinkCheck.problem(cause), cause);
        }
        return broken("failed in " + method + " with " + cause, cause);
    }

    private GoletaException broken(String what, @Nullable Throwable cause) {
        return new GoletaException(
                Fault.PLUGIN,
                "plugin " + plugin + " (" + extension + ") " + what
                        + "; this is a defect of the plugin, tell its author",
                cause);
    }
}
