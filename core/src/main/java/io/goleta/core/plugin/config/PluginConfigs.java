package io.goleta.core.plugin.config;

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
 * Makes the {@link PluginConfig} that plugins get, with the YAML of kubectl: version 1.1 (so {@code yes} is true), fields
 * that are there twice are refused, and dates are texts.
 */
public final class PluginConfigs {
    private PluginConfigs() {}

    /**
     * @param source where the values come from, for error texts
     * @param values keys and values as written by the user
     */
    public static PluginConfig of(String source, Map<String, String> values) {
        return new PluginConfig(source, values, PluginConfigs::parse);
    }

    private static @Nullable Object parse(String yaml) {
        try {
            return parser().load(yaml);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : "line " + (e.getProblemMark().getLine() + 1) + ": ";
            throw new IllegalArgumentException(line + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Not thread-safe, so each document gets its own. */
    private static Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0); // a few lines of them can stand for gigabytes
        DumperOptions output = new DumperOptions();
        return new Yaml(
                new SafeConstructor(options), new Representer(output), output, options, new ResolverWithoutDates());
    }

    private static final class ResolverWithoutDates extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String firstCharacters, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, firstCharacters, limit);
            }
        }
    }
}
