package io.goleta.core.restore;

import io.goleta.core.report.Findings;
import io.goleta.core.volume.VolumeRestores;

/** Everything one restore works with. */
record RestoreTools(
        RestoreScope scope,
        RestoreFilter filter,
        BackupContents backup,
        Findings findings,
        ProgressMeter meter,
        OncePerItem once,
        Resources resources,
        Namespaces namespaces,
        JobPods jobPods,
        ActionChain actions,
        ClaimedVolumes claimed,
        Owners owners,
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
