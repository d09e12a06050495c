package io.goleta.cli.command;

import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that choose objects of a command: names, all, or a label selector. */
public final class ObjectSelection {
    @Parameters(paramLabel = "NAMES", arity = "0..*", description = "The objects.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All objects.")
    private boolean all;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "The objects with these labels.")
    private String selector = "";

    /**
     * Those that exist. All are looked up before anything is done to the first, so that a mistyped name changes nothing.
     *
     * @throws GoletaException USER when nothing, or more than one way to choose, was given, or a name does not exist
     */
    public List<KubernetesObject> of(VeleroKind<?> kind, VeleroObjects velero) {
        int ways = (names.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (selector.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new GoletaException(
                    Fault.USER,
                    "you must specify exactly one of: specific " + kind.noun()
                            + " name(s), the --all flag, or the --selector flag");
        }
        return velero.select(kind, names, selector);
    }
}
