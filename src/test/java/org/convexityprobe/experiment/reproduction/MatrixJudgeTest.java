package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.factorization.PlantedConfig;
import org.convexityprobe.experiment.factorization.PlantedResults;
import org.convexityprobe.experiment.factorization.PlantedResults.Entry;
import org.convexityprobe.experiment.factorization.StarConfig;
import org.convexityprobe.experiment.factorization.StarResults;
import org.convexityprobe.experiment.factorization.TrajectoryResults;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.nmf.PlantedStudy.Lines;
import org.convexityprobe.nmf.PlantedStudy.Mean;
import org.convexityprobe.nmf.PlantedStudy.Result;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.nmf.TrajectoryPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on factorisations whose truth is known. */
class MatrixJudgeTest {
  private static final double[] ONES = {1, 1, 1, 1, 1};

  @TempDir private Path folder;

  private SomeFactorizations some() {
    return new SomeFactorizations(folder);
  }

  private static List<Path> all(Function<String, Path> run) {
    return new ArrayList<>(SomeFactorizations.TABLE_1.keySet().stream().map(run).toList());
  }

  private Judgement judge(Target target, Path... runs) throws IOException {
    return MatrixJudge.judge(target, List.of(runs));
  }

  @Test
  void convexLinesOnEachOfEightDataSetsAgree() throws IOException {
    List<Path> runs = all(matrix -> some().lines(matrix, SomeFactorizations.CONVEX));
    Judgement judgement = MatrixJudge.judge(Target.FIGURE3_001, runs);

    assertThat(judgement.agreement()).as(judgement.reason()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.seen())
        .startsWith("8 of 8 data sets can be compared")
        .contains("orl (100 % of the papers' size)");
    assertThat(judgement.claims())
        .hasSize(8)
        .first()
        .returns("birdsong: every line is convex", Claim::statement)
        .returns("5 of 5 lines convex, least α 2.00", Claim::measured);
  }

  @Test
  void sevenOfEightDataSetsCannotBeCompared() throws IOException {
    List<Path> runs = all(matrix -> some().lines(matrix, SomeFactorizations.CONVEX));
    runs.remove(2);
    Judgement judgement = MatrixJudge.judge(Target.FIGURE4_001, runs);

    assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judgement.seen()).startsWith("7 of 8 data sets");
    assertThat(judgement.reason())
        .isEqualTo("the statement is about each of 8 data sets; goodbooks: not measured");
  }

  @Test
  void oneDataSetThatIsNotConvexRefutesAStatementAboutEach() throws IOException {
    Judgement judgement =
        judge(Target.FIGURE3_001, some().lines("metabolic", SomeFactorizations.NOT_CONVEX));

    assertThat(judgement.agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(judgement.reason())
        .isEqualTo("metabolic: every line is convex (5 of 5 lines are not convex)");
    assertThat(judgement.seen()).startsWith("1 of 8 data sets can be compared");
  }

  @Test
  void aPartOfADataSetSaysNothingEitherWay() throws IOException {
    for (var quartic : List.of(SomeFactorizations.CONVEX, SomeFactorizations.NOT_CONVEX)) {
      Judgement judgement = judge(Target.FIGURE3_001, some().share(0.25).lines("orl", quartic));

      assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
      assertThat(judgement.seen())
          .isEqualTo("0 of 8 data sets can be compared; measured: orl (25 % of the papers' size)");
      assertThat(judgement.reason())
          .contains("orl: 25 % of the papers' size", "netflix: not measured");
    }
  }

  @Test
  void anotherSolverMattersTowardsOptimaAndNotBetweenRandomPoints() throws IOException {
    Path[] runs =
        all(matrix -> some().by(Protocol.ICLR).lines(matrix, SomeFactorizations.CONVEX))
            .toArray(Path[]::new);

    assertThat(judge(Target.FIGURE3_001, runs).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judge(Target.FIGURE3_001, runs).reason())
        .contains(
            "orl: not by gradient descent by steps of 1e-05, to a relative improvement of 1e-07");
    assertThat(judge(Target.FIGURE4_003, runs).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judge(Target.FIGURE4_001, runs).agreement()).isEqualTo(Agreement.AGREES);
    Path other = some().by(null).lines("orl", SomeFactorizations.NOT_CONVEX);
    assertThat(judge(Target.FIGURE4_003, other).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judge(Target.FIGURE4_003, other).reason())
        .contains("not by gradient descent by steps of 1e-07, 10000 of them");
  }

  @Test
  void aSyntheticMatrixIsNoDataSetOfThePapers() throws IOException {
    Judgement judgement =
        judge(Target.FIGURE3_001, some().lines("synthetic", SomeFactorizations.CONVEX));

    assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judgement.reason()).isEqualTo("a synthetic matrix in place of the papers' data");
  }

  @Test
  void fewerLinesOrOptimaThanThePapersAreNotCompared() throws IOException {
    assertThat(
            judge(Target.FIGURE3_001, some().count(4).lines("orl", SomeFactorizations.NOT_CONVEX))
                .reason())
        .contains("orl: 4 lines, not 5");
    assertThat(
            judge(
                    Target.FIGURE5_003,
                    some().by(Protocol.ICLR).count(50).curvature("orl", 1, 1, 0.4, 0.6, 0.9, 1.3))
                .reason())
        .contains("orl: 50 optima, not 100");
  }

  @Test
  void relativeDeviationsThatFallWithTheSizeAgree() throws IOException {
    List<Path> runs = all(matrix -> some().curvature(matrix, 1, 1, 0.4, 0.3, 0.21, 0.15));
    Judgement judgement = MatrixJudge.judge(Target.FIGURE5_001, runs);

    assertThat(judgement.agreement()).as(judgement.reason()).isEqualTo(Agreement.AGREES);
    // scipy.stats.linregress([0, 1, 2, 3], log([.4, .3, .21, .15])): slope −0.330; errors of
    // 0.2/3.92 on each give 0.0510/√5 = 0.023, more than the scatter's 0.009.
    assertThat(judgement.claims().get(0).measured())
        .startsWith("σ/μ from 0.400 to 0.150; ln σ/μ -0.330 ± 0.023 per doubling, p = 0.002");
  }

  @Test
  void relativeDeviationsThatRiseDifferAndLevelOnesAreNotDecided() throws IOException {
    assertThat(
            judge(Target.FIGURE5_001, some().curvature("orl", 1, 1, 0.15, 0.21, 0.3, 0.4))
                .agreement())
        .isEqualTo(Agreement.DIFFERS);
    // Any fall passed before, whatever its error.
    List<Path> level = all(matrix -> some().curvature(matrix, 1, 1, 0.3, 0.31, 0.29, 0.299));
    Judgement judgement = MatrixJudge.judge(Target.FIGURE5_001, level);
    assertThat(judgement.agreement()).isEqualTo(Agreement.UNDECIDED);
    assertThat(judgement.reason()).contains("orl: σ/μ falls with the size (chance explains it)");
  }

  @Test
  void aNegativeMeanCurvatureIsNoConcentrationAboutAPositiveOne() throws IOException {
    assertThat(
            judge(Target.FIGURE5_001, some().curvature("metabolic", -1, 0, -0.4, -0.3, -0.2, -0.1))
                .reason())
        .contains("the mean curvature is negative");
    assertThat(
            judge(Target.FIGURE5_001, some().curvature("metabolic", 0.05, 1, 4, 3, 2, 1)).reason())
        .contains("each of 8");
    assertThat(
            MatrixJudge.judge(
                    Target.FIGURE5_001,
                    all(matrix -> some().curvature(matrix, 0.05, 1, 4, 3, 2, 1)))
                .agreement())
        .isEqualTo(Agreement.UNDECIDED);
  }

  @Test
  void twoSizesAreNoTrend() throws IOException {
    assertThat(judge(Target.FIGURE5_001, some().curvature("orl", 1, 1, 0.9, 0.1)).reason())
        .contains("orl: 2 sizes; a trend needs 3");
  }

  @Test
  void theEarlierVersionsDeviationsAreOfSixDataSets() throws IOException {
    List<Path> runs =
        all(matrix -> some().by(Protocol.ICLR).curvature(matrix, 1, 1, 0.4, 0.3, 0.21, 0.15));
    runs.removeIf(run -> run.endsWith("curvature-netflix") || run.endsWith("curvature-goodbooks"));
    assertThat(runs).hasSize(6);
    Judgement judgement = MatrixJudge.judge(Target.FIGURE5_003, runs);
    assertThat(judgement.agreement()).as(judgement.reason()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.seen()).startsWith("6 of 6 data sets");
  }

  @Test
  void aShareOfNegativeCurvaturesDiffersWhereItIsNoAccident() throws IOException {
    assertThat(
            MatrixJudge.judge(
                    Target.FIGURE6_001, all(m -> some().curvature(m, 1, 1, 0.4, 0.3, 0.2, 0.1)))
                .agreement())
        .isEqualTo(Agreement.AGREES);
    assertThat(
            judge(Target.FIGURE6_001, some().curvature("orl", 1, 0.97, 0.4, 0.3, 0.2, 0.1))
                .agreement())
        .isEqualTo(Agreement.DIFFERS);
  }

  @Test
  void gradientsAndCurvaturesOnFacesAndFilmsAloneDecideTheirFigure() throws IOException {
    SomeFactorizations iclr = some().by(Protocol.ICLR);
    Path orl = iclr.trajectory("orl", ONES, ONES);
    Path films = iclr.trajectory("movielens", ONES, ONES);
    double[] negative = {-1, -1.1, -0.9, -1, -1.2};
    Path other = iclr.trajectory("metabolic", ONES, negative);

    Judgement both = judge(Target.FIGURE6_003, orl, films, other);
    assertThat(both.agreement()).as(both.reason()).isEqualTo(Agreement.AGREES);
    assertThat(both.seen()).startsWith("2 of 2 data sets");
    assertThat(both.claims().get(4))
        .returns(Agreement.NOT_COMPARABLE, Claim::agreement)
        .returns("not a data set of this figure's statement", Claim::reason);
    assertThat(judge(Target.FIGURE6_003, orl).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    // Fig. 9 is about curvature, Fig. 10 about gradients, of the others.
    assertThat(judge(Target.FIGURE9, other).agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(judge(Target.FIGURE10, other).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
  }

  @Test
  void oneNegativePathOfFiveIsNotDecided() throws IOException {
    SomeFactorizations iclr = some().by(Protocol.ICLR);
    double[] one = {0.2, 0.3, -0.01, 0.2, 0.4};
    Judgement judgement =
        judge(
            Target.FIGURE6_003,
            iclr.trajectory("orl", one, ONES),
            iclr.trajectory("movielens", ONES, ONES));

    assertThat(judgement.agreement()).isEqualTo(Agreement.UNDECIDED);
    assertThat(judgement.reason()).startsWith("orl: the cosine is never negative (below 0 on some");
  }

  /**
   * Five paths of −0.1 with a standard error of 0.025, all the way. Student's quantiles of 4
   * degrees of freedom are 2.78 for one interval of 95 % and 5.6 for ten of them: [−0.17, −0.03]
   * and [−0.24, 0.04].
   */
  @Test
  void tenMeansAtOnceNeedWiderIntervalsThanOne() throws IOException {
    SomeFactorizations iclr = some().by(Protocol.ICLR);
    double[] below = {-0.1707, -0.1354, -0.1, -0.0646, -0.0293};
    Judgement judgement = judge(Target.FIGURE6_003, iclr.trajectory("orl", below, ONES));

    assertThat(judgement.claims().get(0))
        .returns("orl: the cosine is never negative", Claim::statement)
        .returns(Agreement.UNDECIDED, Claim::agreement)
        .returns("below 0 on some paths, not in the mean", Claim::reason);
    assertThat(judgement.claims().get(0).measured()).contains("-0.100 [-0.240, 0.0400]");
  }

  @Test
  void theMeanOverOnePathHasNoIntervalToDecideBy() {
    TrajectoryPoint point =
        new TrajectoryPoint(0, 1, -0.5, 1, new ConvexityMeasures(0, 0, 0, 0, 0, 0, 0, 0));
    TrajectoryResults one =
        new TrajectoryResults(
            null, null, List.of(new TrajectoryResults.Path(0, 10, List.of(point))));

    assertThat(MatrixStatements.cosine(one))
        .returns(Agreement.UNDECIDED, Claim::agreement)
        .returns("least -0.500 on one path, whose mean has no interval", Claim::measured)
        .returns("below 0 on one path", Claim::reason);
    assertThat(MatrixStatements.curvature(one)).returns(Agreement.AGREES, Claim::agreement);
  }

  private static List<Double> values(int count, double shift) {
    return DoubleStream.iterate(count, x -> x - 1)
        .limit(count)
        .map(x -> x + shift)
        .boxed()
        .toList();
  }

  @Test
  void spectraOfLargeRanksAreJudgedByAnExactTest() throws IOException {
    SomeFactorizations iclr = some().by(Protocol.ICLR);
    Path alike = iclr.spectrum("birdsong", values(88, 0), values(88, 5.5));
    Judgement judgement = judge(Target.FIGURE7_003, alike);
    assertThat(judgement.agreement()).isEqualTo(Agreement.AGREES);
    // scipy.stats.ks_2samp(range(1, 89), arange(1, 89) + 5.5, method='exact').
    assertThat(judgement.claims().get(0).measured()).contains("0.07 apart, p = 0.988");
    Path other = iclr.spectrum("birdsong", values(88, 0), values(88, 20.5));
    assertThat(judge(Target.FIGURE7_003, other).agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(judge(Target.FIGURE7_003, other).claims().get(0).measured()).contains("p = 0.0131");
  }

  @Test
  void threeSingularValuesCannotShowADifference() throws IOException {
    // Nothing in common, and yet the least probability of all: 2/C(6, 3) = 0.1.
    Claim claim = MatrixStatements.spectrum(List.of(9.0, 8.0, 7.0), List.of(3.0, 2.0, 1.0));

    assertThat(claim.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(claim.measured()).contains("1.00 apart, p = 0.1");
    assertThat(claim.reason()).contains("3 singular values cannot show a difference");
    assertThat(MatrixStatements.spectrum(values(4, 10), values(4, 0)).agreement())
        .isEqualTo(Agreement.DIFFERS);
  }

  @Test
  void typicallyMeansMostOfTheDataSetsOfLargeRank() throws IOException {
    SomeFactorizations iclr = some().by(Protocol.ICLR);
    List<String> large = List.of("birdsong", "goodbooks", "movielens", "netflix", "orl");
    for (int unlike = 0; unlike <= 5; unlike++) {
      List<Path> runs =
          new ArrayList<>(List.of(iclr.spectrum("metabolic", values(3, 9), values(3, 0))));
      for (int i = 0; i < 5; i++) {
        runs.add(iclr.spectrum(large.get(i), values(50, i < unlike ? 90 : 0.5), values(50, 0)));
      }
      assertThat(MatrixJudge.judge(Target.FIGURE12, runs).agreement())
          .isEqualTo(unlike < 3 ? Agreement.AGREES : Agreement.DIFFERS);
      assertThat(MatrixJudge.judge(Target.FIGURE13, runs).seen()).startsWith("5 of 5 data sets");
    }
    assertThat(
            judge(Target.FIGURE12, iclr.spectrum("orl", values(50, 90), values(50, 0))).agreement())
        .isEqualTo(Agreement.NOT_COMPARABLE);
  }

  @Test
  void damagedResultsAreNamedWithTheirLine() throws IOException {
    Path run = some().lines("orl", SomeFactorizations.CONVEX);
    Path file = run.resolve("results.json");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int line =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains("\"lines\" : ["))
            .findFirst()
            .orElseThrow();
    lines.set(line, "\"lines\" : oops");
    Files.write(file, lines);

    assertThatThrownBy(() -> judge(Target.FIGURE3_001, run))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": line " + (line + 1) + ": ")
        .hasMessageEndingWith("the command that wrote it makes it again");
    Files.delete(file);
    assertThatThrownBy(() -> judge(Target.FIGURE3_001, run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file: " + file);
  }

  @Test
  void settingsThatDoNotFitAreNamedWithTheirFile() throws IOException {
    Path run = some().lines("orl", SomeFactorizations.CONVEX);
    Path file = run.resolve("results.json");
    Files.writeString(file, Files.readString(file).replace("\"rank\" : 49", "\"rank\" : -1"));

    assertThatThrownBy(() -> judge(Target.FIGURE3_001, run))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": manifest.configuration: ")
        .hasMessageContaining("rank is -1");
  }

  private Path planted(int n, int convex) throws IOException {
    Mean alpha = new Mean(9, 8.9, 9.1);
    Lines lines =
        new Lines(
            Proportion.of(convex, 100),
            Proportion.of(convex, 100),
            Proportion.of(100, 100),
            alpha,
            0.1);
    Entry entry = new Entry("half-normal", 1.75, n, 10, 1, new Result(lines, lines));
    Manifest manifest = Manifest.of("nmf-planted", PlantedConfig.DEFAULT, Map.of());
    Path run = Files.createDirectories(folder.resolve("planted"));
    Json.write(
        run.resolve("results.json"),
        new PlantedResults(manifest, List.of(entry), List.of(), List.of()));
    return run;
  }

  @Test
  void thePlantedModelIsJudgedAtThePapersSize() throws IOException {
    assertThat(MatrixJudge.planted(planted(100, 100)))
        .returns(Agreement.AGREES, Judgement::agreement)
        .returns("the papers' size and law, 100 draws", Judgement::seen);
    assertThat(MatrixJudge.planted(planted(100, 98)))
        .returns(Agreement.DIFFERS, Judgement::agreement)
        .returns("not every line is convex", Judgement::reason);
    Path other = planted(64, 100);
    assertThatThrownBy(() -> MatrixJudge.planted(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no half-normal model with n = 100");
  }

  @Test
  void theStarConvexFunctionIsJudgedOnRaysAndBesideThem() throws IOException {
    Path run = Files.createDirectories(folder.resolve("star"));
    Manifest manifest = Manifest.of("nmf-star", StarConfig.DEFAULT, Map.of());
    Json.write(run.resolve("results.json"), new StarResults(manifest, 1e-16, -0.3));
    assertThat(MatrixJudge.star(run).agreement()).isEqualTo(Agreement.AGREES);
    Json.write(run.resolve("results.json"), new StarResults(manifest, 0.1, -0.3));
    assertThat(MatrixJudge.star(run).agreement()).isEqualTo(Agreement.DIFFERS);
  }
}
