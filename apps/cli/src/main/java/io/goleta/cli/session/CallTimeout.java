package io.goleta.cli.session;

import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Limits calls whose requests may hang, such as to an API server that does not answer.
 *
 * @param grace how much longer a call may take that observes the limit itself
 */
public record CallTimeout(Duration grace) {
    /** For calls that observe the limit between their requests. */
    public static final CallTimeout DEFAULT = new CallTimeout(Duration.ofSeconds(5));

    /**
     * The result of the call, which is interrupted when the limit and the grace are over.
     *
     * @throws GoletaException CLUSTER when the call takes too long, USER when this thread is interrupted
     */
    public <T> T call(Duration limit, Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread.startVirtualThread(task);
        try {
            return task.get(limit.plus(grace).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "the API server did not answer within " + GoDuration.format(limit)
                            + ". Check that it runs and that the kubeconfig points to it.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.USER, "interrupted while waiting", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
