package org.convexityprobe.experiment.surface;

import java.io.IOException;
import java.util.List;
import org.convexityprobe.experiment.probe.UnitProgress;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.experiment.work.WorkUnit;

/**
 * One row of a surface.
 *
 * @param plan what all its rows have in common
 * @param row the row's number, from 0
 */
record RowUnit(SurfacePlan plan, int row) implements WorkUnit<SurfaceEntry, SurfaceListener> {
  @Override
  public String describe() {
    return "row %d of the surface of %s".formatted(row, plan.origin().path());
  }

  @Override
  public SurfaceEntry compute(UnitContext context, RunControl<SurfaceListener> control)
      throws IOException {
    String name = plan.origin().path();
    return context
        .get(plan)
        .row(
            name,
            row,
            new UnitProgress(() -> control.listener().evaluated(name, row), control.stop()));
  }

  @Override
  public List<InputFile> inputs() {
    return plan.loss().inputs(plan.checkpoints());
  }

  @Override
  public SurfaceListener silent() {
    return new SurfaceListener() {};
  }

  @Override
  public void retell(SurfaceEntry entry, SurfaceListener listener) {
    entry.row().values().forEach(value -> listener.evaluated(plan.origin().path(), row));
  }
}
