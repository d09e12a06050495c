package io.goleta.cli.install.manifest;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.core.api.Crds;
import io.goleta.core.json.Json;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of an installation, in the order in which they are created. */
public final class Manifests {
    private static final ObjectReader YAML = new YAMLMapper().readerFor(LinkedHashMap.class);

    private Manifests() {}

    /** The custom resource definitions, which must be created first. */
    public static List<KubernetesObject> definitions() {
        return Crds.all().stream().map(Manifests::read).toList();
    }

    /** All other objects. The two workloads come last, after everything that their pods need. */
    public static List<KubernetesObject> of(Installation installation) {
        String namespace = installation.namespace();
        Installation.Storage storage = installation.storage();
        List<KubernetesObject> objects = new ArrayList<>();
        objects.add(Json.convert(ServiceAccounts.namespace(installation)));
        Rbac rights = new Rbac(installation);
        rights.server().forEach(object -> objects.add(Json.convert(object)));
        installation.agent().ifPresent(agent -> rights.agent().forEach(object -> objects.add(Json.convert(object))));
        ServiceAccounts.of(installation).forEach(account -> objects.add(Json.convert(account)));
        storage.credentials()
                .ifPresent(file -> objects.add(Json.convert(DefaultLocations.credentials(file, namespace))));
        storage.backups().ifPresent(location -> objects.add(DefaultLocations.location(location, namespace)));
        objects.add(Json.convert(ServiceAndDisruptionBudget.service(namespace)));
        if (installation.server().replicas() > 1) {
            objects.add(Json.convert(ServiceAndDisruptionBudget.disruptionBudget(namespace)));
        }
        objects.add(Json.convert(new ServerDeployment(installation).render()));
        installation
                .agent()
                .ifPresent(agent -> objects.add(Json.convert(new AgentDaemonSet(installation, agent).render())));
        return List.copyOf(objects);
    }

    private static KubernetesObject read(String yaml) {
        try {
            Map<String, Object> content = YAML.readValue(yaml);
            return KubernetesObject.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen: the definitions of goleta-core are tested", e);
        }
    }
}
