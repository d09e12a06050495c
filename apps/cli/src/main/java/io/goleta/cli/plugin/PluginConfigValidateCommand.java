package io.goleta.cli.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.cli.command.ExitCodes;
import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.session.Session;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** {@code velero plugin config validate -f FILE}: validates a ConfigMap against the server's plugins, without changing anything. */
public final class PluginConfigValidateCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "FILE",
            description = "YAML or JSON with one or more ConfigMaps.")
    private String file = "";

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for the server (10s).")
    private String timeout = "10s";

    /** A command for the server of this session. */
    public PluginConfigValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Duration limit = DurationFlag.parse("--timeout", timeout);
        boolean valid = true;
        for (JsonNode map : configMaps()) {
            valid &= validate(map, limit);
        }
        return valid ? ExitCodes.OK : ExitCodes.ERROR;
    }

    private boolean validate(JsonNode map, Duration limit) throws IOException {
        String name = map.path("metadata").path("name").asText("<without name>");
        PluginConfigAnswer answer = PluginConfigAnswer.ask(session, new ObjectMapper().writeValueAsString(map), limit);
        List<String> problems = new ArrayList<>(answer.problems());
        for (PluginConfigAnswer.Extension extension : answer.extensions()) {
            extension
                    .problems()
                    .forEach(problem -> problems.add(extension.name() + " (" + extension.kind() + "): " + problem));
        }
        problems.forEach(problem -> session.out().println("ConfigMap \"" + name + "\": " + problem));
        if (problems.isEmpty()) {
            session.out()
                    .println("ConfigMap \"" + name + "\" is valid for "
                            + String.join(
                                    ", ",
                                    answer.extensions().stream()
                                            .map(extension -> extension.name() + " (" + extension.kind() + ")")
                                            .toList())
                            + ".");
        }
        return problems.isEmpty();
    }

    private List<JsonNode> configMaps() {
        Path path = session.environment().workingDirectory().resolve(file);
        List<JsonNode> maps = new ArrayList<>();
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(Files.readString(path))) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.path("kind").asText().equals("ConfigMap")) {
                    maps.add(document);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new GoletaException(Fault.USER, "cannot read ConfigMaps from " + path + ": " + e.getMessage(), e);
        }
        if (maps.isEmpty()) {
            throw new GoletaException(Fault.USER, "no ConfigMap in " + path);
        }
        return maps;
    }
}
