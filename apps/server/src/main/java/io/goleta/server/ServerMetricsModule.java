package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.goleta.core.api.Backup;
import io.goleta.core.coverage.Coverage;
import io.goleta.core.kube.Cluster;
import io.goleta.server.location.ArchiveSizes;
import io.goleta.server.location.BackupRecords;
import io.goleta.server.metrics.CoverageMetrics;
import io.goleta.server.metrics.LocationMetrics;
import io.goleta.server.metrics.MetricSource;
import io.goleta.server.metrics.RepositoryMetrics;
import jakarta.inject.Named;
import java.util.function.ToLongFunction;

/** What the server measures besides its controllers. */
final class ServerMetricsModule extends AbstractModule {
    @Override
    protected void configure() {
        Multibinder<MetricSource> sources = Multibinder.newSetBinder(binder(), MetricSource.class);
        sources.addBinding().to(LocationMetrics.class);
        sources.addBinding().to(RepositoryMetrics.class);
        sources.addBinding().to(CoverageMetrics.class);
        bind(new TypeLiteral<ToLongFunction<Backup>>() {}).to(ArchiveSizes.class);
    }

    @Provides
    Coverage coverage(Cluster cluster, @Named("namespace") String namespace, BackupRecords records) {
        return new Coverage(cluster, namespace, records);
    }
}
