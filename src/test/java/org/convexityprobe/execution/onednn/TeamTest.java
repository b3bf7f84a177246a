package org.convexityprobe.execution.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  /** The others may still compute on memory that a failure lets go of. */
  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class})
  void aFailureIsThrownOnceAllThreadsHaveEnded(Class<? extends Throwable> kind) {
    AtomicBoolean ended = new AtomicBoolean();
    try (Team team = new Team(2)) {
      assertThatThrownBy(
              () ->
                  team.run(
                      thread -> {
                        if (thread == 0) {
                          if (kind == OutOfMemoryError.class) {
                            throw new OutOfMemoryError("native");
                          }
                          throw new IllegalStateException("other");
                        }
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                        ended.set(true);
                      }))
          .isInstanceOf(kind);
      assertThat(ended).isTrue();
    }
  }
}
