package org.convexityprobe.experiment.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.junit.jupiter.api.Test;

class TrajectoryFilesTest {
  /** Sums of a few numbers below 10. */
  private static final double ROUNDING = 1e-12;

  /** A path whose cosine falls from {@code cosine} to 0 and whose α is level. */
  private static Path path(int iterations, int points, double cosine, double curvature) {
    List<TrajectoryPoint> all = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      int iteration = i * iterations / points;
      all.add(
          new TrajectoryPoint(
              iteration,
              1,
              cosine * (1 - iteration / (double) iterations),
              curvature,
              new ConvexityMeasures(0, 0, 0, 0, 0, 0, 0, 0)));
    }
    return new Path(0, iterations, all);
  }

  @Test
  void panelsShowMeansAndIntervalsOverRepetitionsOfDifferentLengths() {
    List<Panel> panels =
        TrajectoryFiles.panels(List.of(path(100, 5, 0.6, 1), path(1000, 5, 1.0, 3)));

    assertThat(panels)
        .extracting(Panel::yTitle)
        .containsExactly("cosine of −∇ℓ with x* − x0", "α towards x*");
    Curve cosine = panels.get(0).curves().get(0);
    assertThat(cosine.x()).hasSize(5).startsWith(0.0);
    for (int i = 0; i < 5; i++) {
      double share = 0.2 * i;
      assertThat(cosine.x().get(i)).isEqualTo(share, offset(ROUNDING));
      assertThat(cosine.y().get(i)).isEqualTo(0.8 * (1 - share), offset(ROUNDING));
    }
    Curve curvature = panels.get(1).curves().get(0);
    assertThat(curvature.y()).allSatisfy(y -> assertThat(y).isEqualTo(2, offset(ROUNDING)));
    // Values 1 and 3: a standard error of 1, and t of one degree at 97.5 % is 12.7062.
    assertThat(curvature.upper())
        .allSatisfy(y -> assertThat(y).isEqualTo(2 + 12.7062, offset(1e-4)));
    assertThat(curvature.lower())
        .allSatisfy(y -> assertThat(y).isEqualTo(2 - 12.7062, offset(1e-4)));
  }

  @Test
  void panelsOfOneRepetitionShowNoInterval() {
    for (Panel panel : TrajectoryFiles.panels(List.of(path(100, 5, 0.6, 1)))) {
      Curve curve = panel.curves().get(0);
      assertThat(curve.y()).hasSize(5);
      assertThat(curve.lower()).isEmpty();
      assertThat(curve.upper()).isEmpty();
    }
  }
}
