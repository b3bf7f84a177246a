package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import java.util.Locale;
import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.reproduction.ReproductionListener;
import org.convexityprobe.experiment.reproduction.Work;
import org.convexityprobe.experiment.surface.SurfaceListener;
import org.convexityprobe.experiment.table.TableListener;

/** Shows a reproduction on the terminal: one experiment after the other. */
public final class ReproduceProgress implements ReproductionListener, AutoCloseable {
  private final boolean quiet;
  private final PrintWriter log;
  private final FailedCheckpoints failed;
  private Runnable closing = () -> {};

  public ReproduceProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    this.quiet = quiet;
    this.log = log;
    this.failed = failed;
  }

  @Override
  public void started(Work work, int number, int count) {
    close();
    if (!quiet) {
      log.println(
          "experiment %d of %d: %s".formatted(number, count, work.name().toLowerCase(Locale.ROOT)));
      log.flush();
    }
  }

  @Override
  public void failed(String experiment, RuntimeException failure) {
    close();
    if (!quiet) {
      log.println(experiment + " failed; the others are still made");
      log.flush();
    }
    failed.add(experiment, failure);
  }

  @Override
  public TableListener table(TableConfig config) {
    close();
    TableProgress progress = new TableProgress(config, quiet, log, failed);
    closing = progress::close;
    return progress;
  }

  @Override
  public SurfaceListener surfaces() {
    close();
    SurfaceProgress progress = new SurfaceProgress(quiet, log, failed);
    closing = progress::close;
    return progress;
  }

  @Override
  public FactorizationListener factorization(String matrix) {
    close();
    NmfProgress progress = new NmfProgress("nmf", quiet, log);
    closing = progress::close;
    return progress;
  }

  @Override
  public void close() {
    closing.run();
    closing = () -> {};
  }
}
