package org.convexityprobe.cli.progress;

import java.io.PrintWriter;
import org.convexityprobe.experiment.hessian.HessianListener;
import org.convexityprobe.experiment.hessian.HessianResult;

/** Shows Hessians on the terminal. */
public final class HessianProgress extends CheckpointProgress implements HessianListener {
  public HessianProgress(boolean quiet, PrintWriter log, FailedCheckpoints failed) {
    super(quiet, log, failed);
  }

  @Override
  public void planned(long products, long done) {
    start("hessian", "products", products, done);
  }

  @Override
  public void hessianStarted(String name, int runs) {
    resumed(name, runs, "runs");
  }

  @Override
  public void multiplied(String name, int run) {
    step(run == 0 ? "ends of the spectrum" : "random vector " + run);
  }

  @Override
  public void spared(int products) {
    grow(-products);
  }

  @Override
  public void hessianDone(HessianResult result) {
    println(result.name() + ": done");
  }
}
