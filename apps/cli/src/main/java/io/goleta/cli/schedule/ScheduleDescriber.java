package io.goleta.cli.schedule;

import io.goleta.cli.backup.BackupSpecSection;
import io.goleta.cli.describe.DescribeContext;
import io.goleta.cli.describe.Describer;
import io.goleta.cli.describe.Sections;
import io.goleta.cli.output.TabbedText;
import io.goleta.cli.output.Times;
import io.goleta.spi.item.KubernetesObject;

/** A schedule. */
public final class ScheduleDescriber implements Describer {
    @Override
    public void describe(KubernetesObject schedule, DescribeContext context, TabbedText text) {
        Sections.metadata(schedule, text);
        text.blank();
        Sections.phase(schedule, "", context.coloured(), text);
        Sections.validationErrors(schedule, text);
        text.blank().line("Paused:\t" + schedule.get("spec", "paused").orElse(false));
        text.blank().line("Schedule:\t" + schedule.string("spec", "schedule").orElse(""));
        text.blank().line("Backup Template:");
        TabbedText template = new TabbedText();
        BackupSpecSection.describe(schedule.map("spec", "template"), template);
        template.text().lines().forEach(line -> text.line(line.isEmpty() ? "" : "\t" + line));
        text.blank()
                .line("Last Backup:\t"
                        + Times.parse(schedule.string("status", "lastBackup"))
                                .map(context.times()::local)
                                .orElse("<never>"));
    }
}
