package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.factorization.FactorizeResults.Finished;
import org.convexityprobe.nmf.SolverListener.Iteration;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.convexityprobe.report.Figure;

/** Writes where factorisations ended, and how they went. */
final class FactorizeFiles {
  private static final List<String> HEADER =
      List.of(
          "start", "iteration", "loss", "relative_improvement", "optimality_residual", "seconds");

  /** Curves that a legend can name. */
  private static final int NAMED = 5;

  private FactorizeFiles() {}

  static void write(FactorizeConfig config, List<Finished> finished, ResultFiles files)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    List<Curve> curves = new ArrayList<>();
    for (Finished one : finished) {
      int start = one.entry().start();
      List<Iteration> iterations = one.history().iterations();
      iterations.forEach(iteration -> rows.add(row(start, iteration)));
      curves.add(
          Curve.line(
              finished.size() > NAMED ? "" : "start " + start,
              iterations.stream().map(iteration -> iteration.number() + 1.0).toList(),
              iterations.stream().map(Iteration::loss).toList()));
    }
    files.csv("iterations.csv", HEADER, rows);
    files.figure("loss", figure(config, curves));
  }

  private static List<Object> row(int start, Iteration iteration) {
    return List.of(
        start,
        iteration.number(),
        iteration.loss(),
        iteration.relativeImprovement(),
        iteration.optimalityResidual(),
        iteration.seconds());
  }

  private static Figure figure(FactorizeConfig config, List<Curve> curves) {
    return CurvePlot.of(
        config.matrix().title("Loss per observed entry", config.solve().rank()),
        List.of(new Panel("", "iteration + 1", "loss", true, curves)),
        "");
  }
}
