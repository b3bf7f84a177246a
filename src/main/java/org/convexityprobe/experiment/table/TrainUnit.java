package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.resnet.CheckpointFiles;

/**
 * The training of one network of a table. Its own folder keeps how far it is.
 *
 * @param network which one
 * @param config how it is trained
 * @param folder receives its checkpoints
 */
record TrainUnit(TableNetwork network, TrainConfig config, String folder)
    implements WorkUnit<TrainUnit.Checkpoints, TableListener> {
  private static final Duration STATE_INTERVAL = Duration.ofMinutes(2);

  /**
   * What a training leaves.
   *
   * @param files its checkpoints, in the order of their epochs
   */
  record Checkpoints(List<String> files) {
    Checkpoints {
      files = List.copyOf(files);
    }

    List<Path> paths() {
      return files.stream().map(Path::of).toList();
    }
  }

  @Override
  public Checkpoints compute(UnitContext context, RunControl<TableListener> control)
      throws IOException {
    TrainRun.Outcome outcome =
        TrainRun.run(
            config,
            Path.of(folder),
            true,
            STATE_INTERVAL,
            control.listener().training(network),
            control.stop());
    if (outcome == TrainRun.Outcome.STOPPED) {
      throw new CancellationException();
    }
    return new Checkpoints(
        config.training().checkpointEpochs().stream()
            .map(epoch -> CheckpointFiles.file(Path.of(folder), epoch).toString())
            .toList());
  }
}
