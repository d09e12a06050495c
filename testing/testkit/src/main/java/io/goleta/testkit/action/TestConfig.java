package io.goleta.testkit.action;

import io.goleta.spi.PluginConfig;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The data of a ConfigMap as the host hands it to a plugin, structured values included. The engine's tests prove that the
 * host parses the same way.
 */
public final class TestConfig {
    private TestConfig() {}

    /** The data of a ConfigMap {@code velero/my-config}. */
    public static PluginConfig of(Map<String, String> data) {
        return new PluginConfig("ConfigMap velero/my-config", data, TestConfig::parse);
    }

    private static @Nullable Object parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0); // a few lines of them can stand for gigabytes
        DumperOptions output = new DumperOptions();
        Resolver withoutDates = new Resolver() {
            @Override
            public void addImplicitResolver(Tag tag, Pattern pattern, String firstCharacters, int limit) {
                if (!tag.equals(Tag.TIMESTAMP)) {
                    super.addImplicitResolver(tag, pattern, firstCharacters, limit);
                }
            }
        };
        try {
            return new Yaml(new SafeConstructor(options), new Representer(output), output, options, withoutDates)
                    .load(yaml);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : "line " + (e.getProblemMark().getLine() + 1) + ": ";
            throw new IllegalArgumentException(line + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
