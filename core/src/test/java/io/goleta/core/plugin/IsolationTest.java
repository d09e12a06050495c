package io.goleta.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.BulkDelete;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.spi.store.SignedUrls;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsolationTest {
    private static final ClassLoader PLUGIN_LOADER = new URLClassLoader("plugin", new URL[0], null);

    private final PluginCalls calls = new PluginCalls(PluginLimits.DEFAULT, CallJournal.none());
    private final Isolation isolation = new Isolation(
            PluginOrigin.of(PLUGIN_LOADER, "tapes", Path.of("tapes.jar")), "ObjectStore example.com/tape", calls);
    private final List<PluginHost> hosts = new ArrayList<>();

    @AfterEach
    void close() {
        hosts.forEach(PluginHost::close);
        calls.close();
    }

    /** Whatever a plugin may implement: every interface of the SPI that the host does not. */
    static Stream<Class<?>> contracts() throws Exception {
        Path spi = Path.of(PluginContext.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> names = Files.isDirectory(spi) ? namesIn(spi) : namesInJar(spi);
        List<Class<?>> found = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (type.isInterface() && !type.isSealed() && Modifier.isPublic(type.getModifiers())) {
                found.add(type);
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void forwardsEveryMethodOfTheSpiUnderThePluginsLoader(Class<?> contract) throws Exception {
        List<String> called = new ArrayList<>();
        Object target = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() != Object.class) {
                        called.add(method.toString());
                        assertThat(Thread.currentThread().getContextClassLoader())
                                .isSameAs(PLUGIN_LOADER);
                    }
                    return zeroOf(method.getReturnType());
                });

        Object wrapped = isolation.wrap(target);

        for (Method method : contract.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                try {
                    method.invoke(wrapped, zerosFor(method));
                } catch (InvocationTargetException e) {
                    // a null that came back; whether the call arrived is what counts
                    assertThat(e.getCause()).hasMessageContaining("returned null");
                }
                assertThat(called).last().isEqualTo(method.toString());
            }
        }
        assertThat(called).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void turnsEveryUnexpectedThrowableIntoAFailureOfThePlugin(Class<?> contract) throws Exception {
        Object target = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    throw new StackOverflowError("deep");
                });

        Object wrapped = isolation.wrap(target);

        for (Method method : contract.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || isClose(method)) {
                continue;
            }
            assertThatThrownBy(() -> method.invoke(wrapped, zerosFor(method)))
                    .cause()
                    .isInstanceOfSatisfying(
                            GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PLUGIN))
                    .hasMessageContaining("plugin tapes (ObjectStore example.com/tape) failed in " + method.getName())
                    .hasMessageContaining("StackOverflowError: deep");
        }
    }

    @Test
    void passesOnWhatThePluginReported() {
        GoletaException reported = GoletaException.retryable(Fault.STORAGE, "the tape is torn", null);
        BackupItemAction action = action(item -> {
            throw reported;
        });

        assertThatThrownBy(() -> action.execute(KubernetesObject.of(Map.of()))).isSameAs(reported);
    }

    @Test
    void namesTheClassThatAPluginMisses() {
        BackupItemAction action = action(item -> {
            throw new NoClassDefFoundError("io/fabric8/kubernetes/client/KubernetesClient");
        });

        assertThatThrownBy(() -> action.execute(KubernetesObject.of(Map.of())))
                .hasMessageContaining("cannot run execute: it needs io.fabric8.kubernetes.client.KubernetesClient");
    }

    @Test
    void keepsAnInterruptionAlive() {
        BackupItemAction action = action(item -> {
            throw sneaky(new InterruptedException());
        });

        assertThatThrownBy(() -> action.execute(KubernetesObject.of(Map.of()))).isInstanceOf(GoletaException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void givesTheContextLoaderBack() {
        ClassLoader mine = Thread.currentThread().getContextClassLoader();

        assertThatThrownBy(() -> action(item -> {
                            throw new IllegalStateException();
                        })
                        .execute(KubernetesObject.of(Map.of())))
                .isInstanceOf(GoletaException.class);

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);
    }

    @Test
    void anActionIsEqualToItselfOnly() {
        BackupItemAction one = action(item -> item);
        BackupItemAction other = action(item -> item);

        assertThat(List.of(other, one).indexOf(one)).isEqualTo(1);
        assertThat(new HashSet<>(List.of(one, other))).contains(one, other).hasSize(2);
        assertThat(one).hasToString("ObjectStore example.com/tape of plugin tapes");
    }

    @Test
    void aStoreKeepsItsAbilitiesBehindTheWall(@TempDir Path folder) {
        ObjectStore store = store(folder, "implements ObjectStore, BulkDelete, SignedUrls");

        assertThat(store).isInstanceOf(BulkDelete.class).isInstanceOf(SignedUrls.class);
        assertThatThrownBy(() -> ((BulkDelete) store).delete(List.of("a")))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("plugin tapes (ObjectStore example.com/tape) failed in delete");
    }

    @Test
    void aStoreGetsNoAbilityItDoesNotHave(@TempDir Path folder) {
        assertThat(store(folder, "implements ObjectStore"))
                .isNotInstanceOf(BulkDelete.class)
                .isNotInstanceOf(SignedUrls.class);
    }

    @Test
    void readingAStreamOfAPluginStaysBehindTheWall(@TempDir Path folder) throws IOException {
        ObjectStore store = store(folder, "implements ObjectStore");

        var broken = store.get("throws").orElseThrow();
        assertThatThrownBy(broken::read)
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("plugin tapes (ObjectStore example.com/tape) failed in read");
        var torn = store.get("torn").orElseThrow();
        assertThatThrownBy(torn::read).isInstanceOf(IOException.class).hasMessage("torn");
        assertThat(store.get("good").orElseThrow().readAllBytes()).hasSize(3);
    }

    @Test
    void consumingAListingOfAPluginStaysBehindTheWall(@TempDir Path folder) {
        ObjectStore store = store(folder, "implements ObjectStore");

        try (Stream<ObjectInfo> listing = store.list("good")) {
            assertThat(listing.map(ObjectInfo::key).limit(2)).containsExactly("0", "1");
        }
        try (Stream<ObjectInfo> listing = store.list("throws")) {
            assertThatThrownBy(listing::toList)
                    .isInstanceOf(GoletaException.class)
                    .hasMessageContaining("plugin tapes");
        }
    }

    @Test
    void whatTheHostDoesWithAListingIsNotThePluginsFault(@TempDir Path folder) {
        try (Stream<ObjectInfo> listing =
                store(folder, "implements ObjectStore").list("good")) {
            assertThatThrownBy(() -> listing.forEach(object -> {
                        throw new IllegalStateException("mine");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("mine");
        }
    }

    @Test
    void closingNeverThrows(@TempDir Path folder) {
        assertThatCode(store(folder, "implements ObjectStore")::close).doesNotThrowAnyException();
    }

    private ObjectStore store(Path folder, String abilities) {
        PluginBuilder.plugin("tapes")
                .source("com.tapes.Tapes", PluginBuilder.header("com.tapes.Tapes") + """
                        @Extension
                        public class Tapes implements ObjectStoreFactory {
                            public String name() { return "example.com/tape"; }
                            public ObjectStore create(PluginConfig config, PluginContext context) { return new Store(); }

                            static class Store %s {
                                public void check() {}
                                public void put(String key, InputStream content, long length) {}
                                public Optional<InputStream> get(String key) {
                                    return Optional.of(new InputStream() {
                                        int left = 3;
                                        public int read() throws IOException {
                                            if (key.equals("torn")) throw new IOException("torn");
                                            if (key.equals("throws")) throw new IllegalStateException("oops");
                                            return left-- > 0 ? 'x' : -1;
                                        }
                                    });
                                }
                                public Optional<InputStream> get(String key, long offset, long length) { return Optional.empty(); }
                                public Optional<ObjectInfo> head(String key) { return Optional.empty(); }
                                public Stream<ObjectInfo> list(String prefix) {
                                    return Stream.iterate(0, i -> i + 1).map(i -> {
                                        if (prefix.equals("throws")) throw new IllegalStateException("oops");
                                        return new ObjectInfo("" + i, 1, java.time.Instant.EPOCH);
                                    });
                                }
                                public Stream<String> folders(String prefix) { return Stream.empty(); }
                                public void delete(String key) {}
                                public void delete(List<String> keys) { throw new IllegalStateException("oops"); }
                                public java.net.URI signedGet(String key, java.time.Duration validity) { return null; }
                                public void close() { throw new IllegalStateException("oops"); }
                            }
                        }
                        """.formatted(abilities))
                .jar(folder.resolve("tapes.jar"));
        PluginHost host = PluginHost.load(List.of(folder));
        hosts.add(host);
        ObjectStoreFactory factory = host.objectStore("example.com/tape");
        return factory.create(
                PluginConfig.empty(),
                new HostPluginContext(Clock.systemUTC(), folder, new NoCluster(), "velero", Map.of()));
    }

    private interface Body {
        KubernetesObject of(KubernetesObject item) throws Exception;
    }

    private BackupItemAction action(Body body) {
        return (BackupItemAction) isolation.wrap(new BackupItemAction() {
            @Override
            public ItemSelector appliesTo() {
                return ItemSelector.EVERYTHING;
            }

            @Override
            public BackupItemResult execute(KubernetesObject item) {
                try {
                    return BackupItemResult.of(body.of(item));
                } catch (Exception e) {
                    throw sneaky(e);
                }
            }
        });
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
        throw (E) e;
    }

    private static boolean isClose(Method method) {
        return method.getName().equals("close") && method.getParameterCount() == 0;
    }

    private static @Nullable Object[] zerosFor(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(IsolationTest::zeroOf)
                .toArray();
    }

    private static @Nullable Object zeroOf(Class<?> type) {
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .map(IsolationTest::className)
                    .toList();
        }
    }

    private static List<String> namesInJar(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .map(IsolationTest::className)
                    .toList();
        }
    }

    private static String className(String file) {
        return file.substring(0, file.length() - ".class".length()).replace('/', '.');
    }
}
