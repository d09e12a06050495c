package io.goleta.cli.command;

import io.goleta.cli.output.ObjectPrinter;
import io.goleta.cli.output.OutputFormat;
import io.goleta.cli.output.OutputOptions;
import io.goleta.cli.output.TableView;
import io.goleta.cli.session.Session;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup get [NAMES]}, and the same for every other kind. */
public final class GetCommand implements Runnable {
    private final Session session;
    private final VeleroKind<?> kind;
    private final TableView view;

    @Parameters(paramLabel = "NAMES", arity = "0..*", description = "Only these objects.")
    private List<String> names = List.of();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Only objects with these labels, for example app=web,tier in (a,b).")
    private String selector = "";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** @param view the table of the kind */
    public GetCommand(Session session, VeleroKind<?> kind, TableView view) {
        this.session = session;
        this.kind = kind;
        this.view = view;
    }

    @Override
    public void run() {
        OutputFormat format = output.format().orElse(OutputFormat.TABLE);
        List<KubernetesObject> objects = session.velero().select(kind, names, selector);
        session.out().print(new ObjectPrinter(kind, view, output).list(objects, format));
    }
}
