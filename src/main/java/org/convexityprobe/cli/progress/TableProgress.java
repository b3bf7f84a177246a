package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.config.TableNetwork;
import org.convexityprobe.experiment.probe.ProbeListener;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.table.TableListener;
import org.convexityprobe.resnet.training.TrainingListener;

/**
 * Shows the progress of a table on the terminal: one network after the other, first trained, then
 * probed.
 */
public final class TableProgress implements TableListener, AutoCloseable {
  private final TableConfig config;
  private final boolean quiet;
  private final PrintWriter log;
  private final long start = System.nanoTime();
  private AutoCloseable current = () -> {};
  private final FailedCheckpoints failed;
  private int done;

  public TableProgress(
      TableConfig config, boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    this.failed = failed;
    this.config = config;
    this.quiet = quiet;
    this.log = log;
  }

  @Override
  public TrainingListener training(TableNetwork network) {
    close();
    if (!quiet) {
      log.println(
          "network %d of %d: %s"
              .formatted(
                  config.networks().indexOf(network) + 1,
                  config.networks().size(),
                  network.describe()));
      log.flush();
    }
    TrainingProgress progress = new TrainingProgress("train " + name(network), quiet, log);
    current = progress;
    return progress;
  }

  @Override
  public ProbeListener probing(TableNetwork network) {
    close();
    ProbeProgress progress = new ProbeProgress(quiet, log, failed);
    current = progress;
    return progress;
  }

  @Override
  public void networkFailed(TableNetwork network, Exception failure) {
    close();
    if (!quiet) {
      log.println(
          network.describe()
              + " could not be trained to the end; its checkpoints and the other networks are still"
              + " used");
      log.flush();
    }
    failed.add(network.describe(), failure);
  }

  @Override
  public void networkDone(TableNetwork network, List<CheckpointResult> results) {
    close();
    done++;
    if (!quiet) {
      log.println(
          String.format(
              Locale.ROOT,
              "%d of %d networks done after %s",
              done,
              config.networks().size(),
              Progress.duration((System.nanoTime() - start) / 1_000_000_000L)));
      log.flush();
    }
  }

  private static String name(TableNetwork network) {
    return "ResNet-%d, k = %d, seed %d"
        .formatted(network.model().depth(), network.model().width(), network.seed());
  }

  @Override
  public void close() {
    try {
      current.close();
    } catch (Exception e) {
      throw new IllegalStateException("progress cannot be closed", e);
    }
    current = () -> {};
  }
}
