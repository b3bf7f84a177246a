package org.convexityprobe.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Solution;
import org.convexityprobe.nmf.SolverListener;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/**
 * Factorises a matrix from several starting points.
 *
 * @param matrix what is factorised
 * @param solve how
 * @param starts number of starting points
 */
public record FactorizeStudy(MatrixConfig matrix, FactorizationConfig solve, int starts)
    implements FactorizationRun.Study {
  /** One starting point. */
  public static final FactorizeStudy DEFAULT =
      new FactorizeStudy(MatrixConfig.DEFAULT, FactorizationConfig.DEFAULT, 1);

  /** Checks the number of starting points. */
  public FactorizeStudy {
    if (starts < 1) {
      throw new IllegalArgumentException("starts is %d; expected at least 1".formatted(starts));
    }
  }

  /**
   * Where one start ended.
   *
   * @param start its number
   * @param loss per observed entry
   */
  public record Entry(int start, double loss) {}

  /**
   * All starts.
   *
   * @param manifest what made them
   * @param matrix what was factorised
   * @param entries by start
   */
  public record Results(Manifest manifest, MatrixFacts matrix, List<Entry> entries) {}

  /** Keeps every iteration for the table, and passes it on. */
  private static final class Recorder implements FactorizationListener {
    private final FactorizationListener listener;
    private final List<List<Object>> rows = new ArrayList<>();

    Recorder(FactorizationListener listener) {
      this.listener = listener;
    }

    @Override
    public void planned(String unit, int total, int done) {
      listener.planned(unit, total, done);
    }

    @Override
    public void iteration(int start, SolverListener.Iteration iteration) {
      rows.add(
          List.of(
              start,
              iteration.number(),
              iteration.loss(),
              iteration.relativeImprovement(),
              iteration.optimalityResidual(),
              iteration.seconds()));
      listener.iteration(start, iteration);
    }

    @Override
    public void found(Solution solution) {
      listener.found(solution);
    }

    @Override
    public void done() {
      listener.done();
    }

    @Override
    public void note(String line) {
      listener.note(line);
    }
  }

  @Override
  public String kind() {
    return "nmf-factorize";
  }

  @Override
  public void run(FactorizationRun.Context context) throws IOException {
    MatrixReading reading = context.read(matrix);
    FactorizationLoss loss = context.loss(reading);
    Recorder recorder = new Recorder(context.listener());
    OptimumStore store =
        new OptimumStore(context.folder().resolve("factors"), recorder, context.stop());
    List<Factors> optima = store.find(loss, solve, starts);
    List<Entry> entries = new ArrayList<>();
    for (int start = 0; start < starts; start++) {
      Entry entry = new Entry(start, loss.valueAt(optima.get(start)) / loss.observedCount());
      entries.add(entry);
      context.listener().note("start %d: loss %.6g per entry".formatted(start, entry.loss));
    }
    context.write(new Results(context.manifest(), MatrixFacts.of(reading), entries), reading);
    if (!recorder.rows.isEmpty()) {
      write(context, recorder.rows);
    }
  }

  private void write(FactorizationRun.Context context, List<List<Object>> rows) throws IOException {
    context
        .files()
        .csv(
            "iterations.csv",
            List.of(
                "start",
                "iteration",
                "loss",
                "relative_improvement",
                "optimality_residual",
                "seconds"),
            rows);
    List<Object> starts = rows.stream().map(row -> row.get(0)).distinct().toList();
    List<Curve> curves = new ArrayList<>();
    for (Object start : starts) {
      List<List<Object>> own = rows.stream().filter(row -> row.get(0).equals(start)).toList();
      curves.add(
          Curve.line(
              starts.size() > 5 ? "" : "start " + start,
              own.stream().map(row -> (Integer) row.get(1) + 1.0).toList(),
              own.stream().map(row -> (Double) row.get(2)).toList()));
    }
    context
        .files()
        .figure(
            "loss",
            CurvePlot.of(
                matrix.title("Loss per observed entry", solve.rank()),
                List.of(new Panel("", "iteration", "loss", true, curves)),
                ""));
  }
}
