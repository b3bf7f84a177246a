package org.convexityprobe.resnet.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.data.SyntheticImages;
import org.convexityprobe.network.Execution;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final int IMAGES = 4;
  private static final int EPOCHS = 3;

  @TempDir private Path folder;

  /** Returns a training whose epochs have one batch each. */
  private Trainer trainer(Path out) throws IOException {
    Files.createDirectories(out);
    TrainingSettings recipe = TrainingSettings.PAPER;
    TrainingSettings settings =
        new TrainingSettings(
            EPOCHS,
            List.of(EPOCHS),
            IMAGES,
            0.01,
            recipe.learningRateFactor(),
            List.of(),
            recipe.warmupEpochs(),
            recipe.momentum(),
            recipe.nesterov(),
            recipe.weightDecay(),
            recipe.weightDecayOn(),
            recipe.augment(),
            recipe.flip(),
            1);
    return new Trainer(
        new Trainer.Plan(
            ResNetArchitecture.of(8, 1),
            settings,
            SyntheticImages.dataset(IMAGES, 1, 1),
            1,
            Normalization.CIFAR10,
            Execution.AUTO,
            1,
            Duration.ofDays(1),
            Map.of()),
        out,
        new TrainingListener() {});
  }

  @Test
  void aTrainingWithOneBatchAnEpochStopsAndGoesOnInTheSameBits() throws IOException {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    assertThat(trainer(whole).run(() -> false)).isTrue();
    assertThat(trainer(stopped).run(() -> true)).isFalse();
    // One epoch, below the names of the columns.
    assertThat(Files.readAllLines(stopped.resolve("training.csv"))).hasSize(2);
    assertThat(trainer(stopped).run(() -> false)).isTrue();
    assertThat(stopped.resolve("epoch-003.zip"))
        .hasSameBinaryContentAs(whole.resolve("epoch-003.zip"));
  }

  @Test
  void aTrainingIsAtItsEndEvenIfItIsAskedToStopThere() throws IOException {
    int[] asked = new int[1];
    // After the batch and after the epoch of the first two, and after the last batch.
    assertThat(trainer(folder).run(() -> ++asked[0] == 2 * EPOCHS - 1)).isTrue();
    assertThat(folder.resolve("epoch-003.zip")).exists();
  }
}
