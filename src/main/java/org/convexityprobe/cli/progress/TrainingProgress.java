package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.convexityprobe.resnet.EpochMetrics;
import org.convexityprobe.resnet.training.TrainingListener;

/** Shows a training run on the terminal. */
public final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final String title;
  private final boolean quiet;
  private final PrintWriter log;
  private Progress progress;
  private int epochs;

  public TrainingProgress(String title, boolean quiet, PrintWriter log) {
    this.title = title;
    this.quiet = quiet;
    this.log = log;
  }

  @Override
  public void started(int epoch, int total, int batches) {
    epochs = total;
    progress =
        new Progress(title, "batches", (long) total * batches, (long) epoch * batches, quiet, log);
  }

  @Override
  public void batchDone(int epoch, int batch, double loss) {
    progress.note(String.format(Locale.ROOT, "epoch %d, loss %.3f", epoch + 1, loss));
    progress.step(1);
  }

  @Override
  public void epochDone(EpochMetrics m) {
    String test =
        m.testLoss() == null
            ? ""
            : String.format(
                Locale.ROOT, " test loss %.4f, accuracy %.2f %%;", m.testLoss(), m.testAccuracy());
    progress.println(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: train loss %.4f, accuracy %.2f %%;%s rate %.2g; %.0f images/s; %s",
            m.epoch(),
            epochs,
            m.trainLoss(),
            m.trainAccuracy(),
            test,
            m.learningRate(),
            m.imagesPerSecond(),
            Progress.duration(Math.round(m.seconds()))));
  }

  @Override
  public void checkpointWritten(Path file) {
    if (progress != null) {
      progress.println("wrote " + file);
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
