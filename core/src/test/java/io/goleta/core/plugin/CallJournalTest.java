package io.goleta.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.plugin.CallJournal.Entry;
import io.goleta.core.plugin.PluginHost.CutOffCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallJournalTest {
    private static final PluginCalls.Call CALL = new PluginCalls.Call(
            "tapes", "BackupItemAction a.com/b", "execute", "Pod shop/web", Map.of("backup", "velero/daily"));

    @TempDir
    Path folder;

    @Test
    void theNextProcessSeesWhatWasUnderWay() throws IOException {
        CallJournal journal = CallJournal.open(folder.resolve("calls"));
        Entry open = journal.enter(CALL);
        journal.enter(CALL).close();

        assertThat(asAfterAKill(journal).cutOff())
                .containsExactly(new CutOffCall(
                        "backup velero/daily", "plugin tapes (BackupItemAction a.com/b) in execute for Pod shop/web"));

        open.close();
        assertThat(asAfterAKill(journal).cutOff()).isEmpty();
    }

    @Test
    void aProcessThatEndsInOrderLeavesNoSuspects() throws IOException {
        CallJournal journal = CallJournal.open(folder.resolve("calls"));
        journal.enter(CALL);
        journal.close();

        try (CallJournal next = CallJournal.open(folder.resolve("calls"))) {
            assertThat(next.isPersistent()).isTrue();
            assertThat(next.cutOff()).isEmpty();
        }
    }

    @Test
    void takesNoNotesInAFileThatAnotherHostUses() {
        try (CallJournal first = CallJournal.open(folder.resolve("calls"));
                CallJournal second = CallJournal.open(folder.resolve("calls"))) {
            assertThat(first.isPersistent()).isTrue();
            assertThat(second.isPersistent()).isFalse();
            second.enter(CALL).close();
        }
    }

    @Test
    void moreCallsThanFitAreNotNoted() {
        try (CallJournal journal = CallJournal.open(folder.resolve("calls"))) {
            for (int i = 0; i < 300; i++) {
                assertThat(journal.enter(CALL)).isNotNull();
            }
        }
    }

    private CallJournal asAfterAKill(CallJournal journal) throws IOException {
        assertThat(journal.isPersistent()).isTrue();
        Path copy = Files.copy(
                folder.resolve("calls"),
                Files.createTempDirectory(folder, "next").resolve("calls"));
        try (CallJournal next = CallJournal.open(copy)) {
            return next;
        }
    }
}
