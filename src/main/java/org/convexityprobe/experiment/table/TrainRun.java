package org.convexityprobe.experiment.table;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.convexityprobe.data.ImageDataset;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.RunFolder;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.resnet.training.Trainer;
import org.convexityprobe.resnet.training.TrainingCsv;
import org.convexityprobe.resnet.training.TrainingListener;

/** Trains one network into a folder. */
public final class TrainRun {
  /** How a run ended. */
  public enum Outcome {
    /** All epochs are done. */
    FINISHED,
    /** Stopped on request; the folder holds a state to resume from. */
    STOPPED
  }

  /** A run of this kind, as its manifest says. */
  public static final String KIND = "training";

  private TrainRun() {}

  /**
   * Returns whether the training in a folder has done a number of epochs, and no more.
   *
   * @throws IOException if its files cannot be read
   */
  public static boolean hasDone(Path folder, int epochs) throws IOException {
    return TrainingCsv.endsWith(folder, epochs);
  }

  /**
   * Trains to the end, or until asked to stop.
   *
   * @param folder receives checkpoints, {@code training.csv} and the state
   * @param resume whether a run that was begun there may go on
   * @param stateInterval longest time between two states on disk
   * @param place which of the devices computes
   * @throws IOException if the folder holds something else or cannot be written
   */
  public static Outcome run(
      TrainConfig settings,
      Path folder,
      boolean resume,
      Duration stateInterval,
      RunControl<TrainingListener> control,
      int place)
      throws IOException {
    ImageDataset dataset = settings.data().load();
    TrainConfig config = settings.resolvedBy(dataset).in(folder);
    config.compute().apply();
    String images = config.data().path();
    Manifest manifest =
        Manifest.of(KIND, config, config.data().facts())
            .reading(images.isEmpty() ? Map.of() : Map.of(images, dataset.train().checksum()));
    try (RunFolder run = RunFolder.open(folder, manifest)) {
      if (!run.isFresh() && !resume && Trainer.hasState(folder)) {
        throw new IOException(
            folder + " already holds a run with these settings; add --resume to continue it");
      }
      Trainer.Plan plan =
          new Trainer.Plan(
              config.model().architecture(),
              config.training(),
              dataset,
              config.data().seed(),
              config.data().normalize(dataset),
              config.compute().at(place).networks(),
              config.compute().threads(),
              stateInterval,
              Environment.versions());
      return new Trainer(plan, folder, control.listener()).run(control.stop())
          ? Outcome.FINISHED
          : Outcome.STOPPED;
    }
  }
}
