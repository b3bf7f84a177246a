package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

@Timeout(60)
class PrefetchingBatchesTest {
  private final ImageSet images = SyntheticImages.generate(50, 8);

  private ImageBatches source() {
    return ImageBatches.training(images, Normalization.CIFAR10, Augmentation.STANDARD, 8, 7, 0);
  }

  @Test
  void givesTheBatchesOfItsSourceInOrderEpochAfterEpoch() {
    List<DataSet> expected = new ArrayList<>();
    source().forEachRemaining(expected::add);
    try (PrefetchingBatches batches = new PrefetchingBatches(source(), 2)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        List<DataSet> given = new ArrayList<>();
        batches.forEachRemaining(given::add);
        assertThat(given).isEqualTo(expected);
        batches.reset();
      }
    }
  }

  @Test
  void resetInTheMiddleStartsAnew() {
    try (PrefetchingBatches batches = new PrefetchingBatches(source(), 2)) {
      DataSet first = batches.next();
      batches.next();
      batches.reset();
      assertThat(batches.next()).isEqualTo(first);
    }
  }

  @Test
  void countsTheTimeThatTheConsumerWaited() {
    ImageBatches slow = source();
    slow.setPreProcessor(after(() -> TimeUnit.MILLISECONDS.sleep(20)));
    try (PrefetchingBatches batches = new PrefetchingBatches(slow, 1)) {
      batches.forEachRemaining(batch -> {});
      // Seven batches take 20 ms each, and this consumer does nothing in between.
      assertThat(Duration.ofNanos(batches.waitedNanos()).toMillis()).isGreaterThan(100);
    }
  }

  @Test
  void passesFailuresOnAfterTheBatchesBeforeThem() {
    ImageBatches failing = source();
    int[] count = {0};
    failing.setPreProcessor(
        after(
            () -> {
              if (++count[0] == 3) {
                throw new IllegalStateException("broken");
              }
            }));
    try (PrefetchingBatches batches = new PrefetchingBatches(failing, 4)) {
      batches.next();
      batches.next();
      assertThatThrownBy(batches::next).hasMessageContaining("broken");
    }
  }

  @Test
  void closeEndsTheThreadEvenWhileItsQueueIsFull() {
    PrefetchingBatches batches = new PrefetchingBatches(source(), 1);
    batches.next();
    assertThat(producers()).isEqualTo(1);
    batches.close();
    assertThat(producers()).isZero();
  }

  private static long producers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("batches") && thread.isAlive())
        .count();
  }

  /** An action that may be interrupted. */
  private interface Action {
    void run() throws InterruptedException;
  }

  private static DataSetPreProcessor after(Action action) {
    return batch -> {
      try {
        action.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
