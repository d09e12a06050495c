package io.goleta.core.restore;

import io.goleta.core.podvolume.VolumeRestores;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.RunReporter;

/** Everything one restore works with. */
record RestoreTools(
        RestoreContext scope,
        RestoreFilter filter,
        BackupContents backup,
        RunReporter findings,
        ProgressReporter progress,
        SingleFlight once,
        Resources resources,
        Namespaces namespaces,
        JobPods jobPods,
        ActionChain actions,
        ClaimedVolumes claimed,
        OwnerReferences owners,
        ItemCreator creator,
        VolumeRestores volumes,
        PodVolumes podVolumes,
        EmptyClaims claims,
        RestoredItems restored)
        implements AutoCloseable {

    @Override
    public void close() {
        volumes.close();
    }
}
