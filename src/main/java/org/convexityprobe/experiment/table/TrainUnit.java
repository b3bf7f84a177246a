package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.WorkUnit;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.training.DamagedStateException;
import org.convexityprobe.resnet.training.DivergedException;
import org.convexityprobe.resnet.training.TrainingListener;

/**
 * The training of one network of a table. Its own folder keeps how far it is.
 *
 * @param network which one
 * @param config how it is trained
 * @param folder receives its checkpoints
 */
record TrainUnit(TableNetwork network, TrainConfig config, String folder)
    implements WorkUnit<TrainUnit.Trained, TableListener> {
  private static final Duration STATE_INTERVAL = Duration.ofMinutes(2);

  /**
   * What a training leaves.
   *
   * @param files its checkpoints by their epochs; those that it did not come to are missing
   * @param failure why it did not come to its end, or null
   */
  record Trained(SortedMap<Integer, String> files, String failure) {
    Trained {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    List<Path> paths() {
      return files.values().stream().map(Path::of).toList();
    }
  }

  @Override
  public String describe() {
    return "training of " + network.describe();
  }

  @Override
  public Trained compute(UnitContext context, RunControl<TableListener> control)
      throws IOException {
    try {
      TrainRun.Outcome outcome =
          TrainRun.run(
              config,
              Path.of(folder),
              true,
              STATE_INTERVAL,
              control.withListener(control.listener().training(network)),
              context.place());
      if (outcome == TrainRun.Outcome.STOPPED) {
        throw new CancellationException();
      }
      return trained(null);
    } catch (DivergedException e) {
      control.listener().networkFailed(network, e.of(network.describe()));
      return trained(e.getMessage());
    } catch (NotFiniteException | DamagedStateException e) {
      control.listener().networkFailed(network, e);
      return trained(e.getMessage());
    }
  }

  @Override
  public TableListener silent() {
    return new TableListener() {
      @Override
      public TrainingListener training(TableNetwork trained) {
        return new TrainingListener() {};
      }

      @Override
      public ProbeListener probing(TableNetwork probed) {
        return new ProbeListener() {};
      }

      @Override
      public void networkFailed(TableNetwork failed, Exception failure) {
        // The entry says it.
      }
    };
  }

  @Override
  public void retell(Trained entry, TableListener listener) throws IOException {
    if (entry.failure() != null) {
      listener.networkFailed(
          network, new NotFiniteException(network.describe() + ": " + entry.failure()));
    }
  }

  private Trained trained(String failure) {
    SortedMap<Integer, String> files = new TreeMap<>();
    for (int epoch : config.training().checkpointEpochs()) {
      Path file = CheckpointFiles.file(Path.of(folder), epoch);
      if (failure == null || Files.exists(file)) {
        files.put(epoch, file.toString());
      }
    }
    return new Trained(files, failure);
  }
}
