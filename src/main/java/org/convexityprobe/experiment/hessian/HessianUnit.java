package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.WorkUnit;

/**
 * One run of the Lanczos process.
 *
 * @param plan what all runs of a checkpoint have in common
 * @param run its number, from 0
 */
record HessianUnit(HessianPlan plan, int run) implements WorkUnit<HessianEntry, HessianListener> {
  @Override
  public String describe() {
    return "Lanczos run %d of %s".formatted(run, plan.checkpoint().path());
  }

  @Override
  public HessianEntry compute(UnitContext context, RunControl<HessianListener> control)
      throws IOException {
    String name = plan.checkpoint().path();
    HessianEntry entry =
        context
            .get(plan)
            .run(
                name,
                run,
                () -> {
                  control.listener().multiplied(name, run);
                  control.check();
                });
    tellSpared(entry, control.listener());
    return entry;
  }

  @Override
  public List<InputFile> inputs() {
    return plan.loss().inputs(List.of(plan.checkpoint()));
  }

  @Override
  public HessianListener silent() {
    return new HessianListener() {};
  }

  @Override
  public void retell(HessianEntry entry, HessianListener listener) {
    for (int i = 0; i < entry.tridiagonal().diagonal().size(); i++) {
      listener.multiplied(plan.checkpoint().path(), run);
    }
    tellSpared(entry, listener);
  }

  private void tellSpared(HessianEntry entry, HessianListener listener) {
    listener.spared(plan.hessian().steps(run) - entry.tridiagonal().diagonal().size());
  }
}
