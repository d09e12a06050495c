package io.goleta.cli.describe;

import io.goleta.cli.command.ExitCodes;
import io.goleta.cli.download.FileDownloader;
import io.goleta.cli.download.TlsOptions;
import io.goleta.cli.flag.DurationFlag;
import io.goleta.cli.output.TabbedText;
import io.goleta.cli.output.Times;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero backup describe [NAMES]}, and the same for restores and schedules. */
public final class DescribeCommand implements Callable<Integer> {
    private final Session session;
    private final VeleroKind<?> kind;
    private final Describer describer;

    @Parameters(paramLabel = "NAMES", arity = "0..*", description = "Only these objects.")
    private List<String> names = List.of();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Only objects with these labels.")
    private String selector = "";

    @Option(names = "--details", description = "Also list every object and every volume.")
    private boolean details;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long to wait for each file (30s).")
    private String timeout = "30s";

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    /** @param describer writes the description of one object */
    public DescribeCommand(Session session, VeleroKind<?> kind, Describer describer) {
        this.session = session;
        this.kind = kind;
        this.describer = describer;
    }

    @Override
    public Integer call() {
        FileDownloader downloads = new FileDownloader(session, tls, DurationFlag.parse("--timeout", timeout));
        VeleroObjects velero = session.velero();
        DescribeContext context =
                new DescribeContext(velero, downloads, new Times(session.clock()), session.isColoured(), details);
        String separator = "";
        for (KubernetesObject object : velero.select(kind, names, selector)) {
            TabbedText text = new TabbedText();
            describer.describe(object, context, text);
            session.out().print(separator + text.text());
            separator = "\n\n";
        }
        downloads.unanswered().ifPresent(e -> {
            throw e;
        });
        return ExitCodes.OK;
    }
}
