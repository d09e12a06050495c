package io.goleta.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {
    private final List<String> told = new ArrayList<>();
    private final TestClock clock = TestClock.at(Instant.EPOCH);
    private final ProgressReporter progress =
            new ProgressReporter((total, done) -> told.add(done + "/" + total), clock);

    @Test
    void tellsItsListenerOnceASecond() {
        progress.found(10);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMillis(300));
            progress.done();
        }
        assertThat(told).containsExactly("4/10", "8/10");
    }

    @Test
    void tellsTheFinalNumbers() {
        progress.found(2);
        progress.found(1);
        progress.done();
        progress.finish();

        assertThat(told).containsExactly("1/3");
        assertThat(progress.total()).isEqualTo(3);
        assertThat(progress.itemsDone()).isEqualTo(1);
    }
}
