package io.goleta.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The cluster, seen through kubectl. */
final class Kubectl {
    /**
     * How long to wait for what happens in seconds when all is well. No test measures speed, so only what never comes may miss this,
     * on the slowest machine too.
     */
    static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final String TIMEOUT = " --timeout=" + PATIENCE.toSeconds() + "s";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Kubectl() {}

    /** Runs {@code kubectl} with these arguments, separated by blanks, and returns what it printed. */
    static String kubectl(String arguments) {
        return run(arguments).orFail();
    }

    static Shell.Output run(String arguments) {
        return Shell.run(words(arguments));
    }

    static JsonNode json(String arguments) {
        return parse(kubectl(arguments + " -o json"));
    }

    static List<JsonNode> items(String arguments) {
        return StreamSupport.stream(json(arguments).path("items").spliterator(), false)
                .toList();
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** Applies YAML documents. The mark before the first keeps kubectl from taking one in braces for JSON. */
    static void apply(String yaml) {
        Shell.run(words("apply -f -"), "---\n" + yaml).orFail();
    }

    /** Runs a shell script in a pod's first container and returns what it printed. */
    static String exec(String namespace, String pod, String script) {
        List<String> words = words("-n " + namespace + " exec " + pod + " --");
        words.addAll(List.of("/bin/sh", "-euc", script));
        return Shell.run(words).orFail();
    }

    static void awaitReady(String namespace, String pod) {
        kubectl("-n " + namespace + " wait --for=condition=Ready" + TIMEOUT + " pod/" + pod);
    }

    static void awaitRollout(String namespace, String workload) {
        kubectl("-n " + namespace + " rollout status" + TIMEOUT + " " + workload);
    }

    /** Deletes a namespace and waits until nothing of it is left. */
    static void deleteNamespace(String namespace) {
        kubectl("delete namespace " + namespace + " --ignore-not-found" + TIMEOUT);
    }

    /** Waits until a field has a value. */
    static void awaitField(String object, String jsonPath, String value) {
        Awaitility.await(object + " has " + jsonPath + " = " + value)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> run("get " + object + " -o jsonpath={" + jsonPath + "}")
                                .out(),
                        value::equals);
    }

    /** Waits until none of these objects is left. Old versions of {@code kubectl wait --for=delete} fail when they come too late. */
    static void awaitGone(String objects) {
        Awaitility.await(objects + " are gone")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> kubectl("get --ignore-not-found -o name " + objects), String::isEmpty);
    }

    private static List<String> words(String arguments) {
        List<String> words = new ArrayList<>(List.of("kubectl"));
        words.addAll(List.of(arguments.strip().split(" +")));
        return words;
    }
}
