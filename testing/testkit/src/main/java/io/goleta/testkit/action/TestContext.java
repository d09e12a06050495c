package io.goleta.testkit.action;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginContext;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's surroundings without a cluster: the clock stands still at 2026-01-01T00:00:00Z, the environment is empty, and the
 * cluster holds the objects the test put in. Immutable. For more of a cluster use the sandbox.
 */
public final class TestContext implements PluginContext, ClusterReader {
    private final Path workDirectory;
    private final Map<ItemId, KubernetesObject> objects;
    private final Map<String, String> environment;

    private TestContext(Path workDirectory, Map<ItemId, KubernetesObject> objects, Map<String, String> environment) {
        this.workDirectory = workDirectory;
        this.objects = objects;
        this.environment = environment;
    }

    /** Nothing but a folder. */
    public static TestContext in(Path workDirectory) {
        return new TestContext(workDirectory, Map.of(), Map.of());
    }

    /** The same, with one more object in the cluster. */
    public TestContext withObject(GroupResource resource, KubernetesObject object) {
        Map<ItemId, KubernetesObject> more = new LinkedHashMap<>(objects);
        more.put(new ItemId(resource, object.namespace(), object.name()), object);
        return new TestContext(workDirectory, more, environment);
    }

    /** The same, with one more environment variable. */
    public TestContext withEnvironment(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new TestContext(workDirectory, objects, more);
    }

    @Override
    public Clock clock() {
        return Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    }

    @Override
    public Path workDirectory() {
        return workDirectory;
    }

    @Override
    public ClusterReader cluster() {
        return this;
    }

    @Override
    public String namespace() {
        return "velero";
    }

    @Override
    public @Nullable String environment(String name) {
        return environment.get(name);
    }

    @Override
    public Optional<KubernetesObject> get(ItemId id) {
        return Optional.ofNullable(objects.get(id));
    }

    /** {@inheritDoc} Of selectors it knows {@code key=value} and {@code key}, joined by commas. */
    @Override
    public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().resource().equals(resource))
                .filter(entry ->
                        namespace == null || namespace.equals(entry.getKey().namespace()))
                .map(Map.Entry::getValue)
                .filter(object -> matches(object, labelSelector))
                .toList();
    }

    private static boolean matches(KubernetesObject object, String labelSelector) {
        for (String requirement : labelSelector.isEmpty() ? new String[0] : labelSelector.split(",", -1)) {
            String[] sides = requirement.split("=", 2);
            String value = object.labels().get(sides[0]);
            if (value == null || (sides.length == 2 && !sides[1].equals(value))) {
                return false;
            }
        }
        return true;
    }
}
