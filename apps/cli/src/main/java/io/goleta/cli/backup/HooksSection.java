package io.goleta.cli.backup;

import io.goleta.cli.describe.Sections;
import io.goleta.cli.output.TabbedText;
import java.util.List;
import java.util.Map;

/** The hooks of a backup's spec. */
final class HooksSection {
    private HooksSection() {}

    static void describe(Map<String, Object> spec, TabbedText text) {
        List<?> hooks = spec.get("hooks") instanceof Map<?, ?> map && map.get("resources") instanceof List<?> list
                ? list
                : List.of();
        if (hooks.isEmpty()) {
            text.line("Hooks:\t" + Sections.NONE);
            return;
        }
        text.line("Hooks " + Sections.NOT_EXECUTED + ":").line("\tResources:");
        for (Object hook : hooks) {
            if (hook instanceof Map<?, ?> map) {
                describeHook(Sections.asJson(map), text);
            }
        }
    }

    private static void describeHook(Map<String, Object> hook, TabbedText text) {
        text.line("\t\t" + hook.getOrDefault("name", "") + ":");
        text.line("\t\t\tNamespaces:");
        Sections.includesExcludes(hook, "Namespaces", "*", "\t\t\t", text);
        text.blank().line("\t\t\tResources:");
        Sections.includesExcludes(hook, "Resources", "*", "\t\t\t", text);
        text.blank().line("\t\t\tLabel selector:\t" + Sections.selector(hook.get("labelSelector")));
        commands(hook, "pre", "Pre Exec Hook:", text);
        commands(hook, "post", "Post Exec Hook:", text);
    }

    private static void commands(Map<String, Object> hook, String field, String title, TabbedText text) {
        if (!(hook.get(field) instanceof List<?> commands)) {
            return;
        }
        for (Object command : commands) {
            if (command instanceof Map<?, ?> map && map.get("exec") instanceof Map<?, ?> exec) {
                text.blank().line("\t\t\t" + title);
                text.line("\t\t\t\tContainer:\t" + value(exec, "container"));
                text.line("\t\t\t\tCommand:\t" + (exec.get("command") instanceof List<?> words ? join(words) : ""));
                text.line("\t\t\t\tOn Error:\t" + value(exec, "onError"));
                text.line("\t\t\t\tTimeout:\t" + value(exec, "timeout"));
            }
        }
    }

    private static String value(Map<?, ?> exec, String field) {
        Object value = exec.get(field);
        return value == null ? Sections.NONE : value.toString();
    }

    private static String join(List<?> words) {
        return String.join(" ", words.stream().map(String::valueOf).toList());
    }
}
