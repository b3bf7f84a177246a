package org.convexityprobe.experiment.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.SomeResults;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperValue;
import org.convexityprobe.report.PaperValues;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;
import org.convexityprobe.resnet.TrainingSettings;
import org.junit.jupiter.api.Test;

/** Verdicts on tables whose truth is known. */
class TableJudgeTest {
  private static final int LINES = 25;

  /** Lengths as the papers print them, on lines that vary as theirs do. */
  private final Random random = new Random(17);

  /** Returns lines of lengths about a mean: −cos(aλ) is convex on π/a. */
  private double[] lines(double mean, double deviation) {
    return IntStream.range(0, LINES)
        .mapToDouble(i -> Math.max(0.05, mean + deviation * random.nextGaussian()))
        .map(length -> Math.PI / length)
        .toArray();
  }

  private ProbeResults table(double shift, int... seeds) {
    List<CheckpointResult> results = new ArrayList<>();
    Map<String, PaperValue> sorted = new TreeMap<>();
    Map<String, NetworkLabel> labels = new TreeMap<>();
    PaperValues.load()
        .all()
        .forEach(
            (label, value) -> {
              if (label.skipConnections() && label.depth() >= 32 && label.depth() < 80) {
                sorted.put(label.toString(), value);
                labels.put(label.toString(), label);
              }
            });
    for (int seed : seeds) {
      double network = 0.02 * random.nextGaussian();
      sorted.forEach(
          (key, value) -> {
            NetworkLabel label = labels.get(key);
            double mean = value.meanLength() + (label.epoch() == 0 ? 0 : shift + network);
            results.add(
                SomeResults.of(label.depth(), label.width(), label.epoch())
                    .seed(seed)
                    .lines(lines(mean, Math.sqrt(LINES) * value.standardError())));
          });
    }
    return SomeResults.run(results.toArray(CheckpointResult[]::new));
  }

  private static Claim claim(Judgement judgement, String statement) {
    return judgement.claims().stream()
        .filter(claim -> claim.statement().startsWith(statement))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePapersOwnTableMeasuredAgainAgrees() {
    Judgement judgement = new TableJudge(Target.TABLE2, table(0, 1, 2)).judge();

    assertThat(judgement.agreement()).as(judgement.reason()).isEqualTo(Agreement.AGREES);
    assertThat(claim(judgement, "the printed lengths").agreement()).isEqualTo(Agreement.AGREES);
    assertThat(claim(judgement, "L rises with k").agreement()).isEqualTo(Agreement.AGREES);
    assertThat(claim(judgement, "L falls during training").agreement()).isEqualTo(Agreement.AGREES);
    assertThat(judgement.seen())
        .startsWith("48 of 84 printed cells (57 %); 100 % of the papers' training");
  }

  @Test
  void thePapersOwnLengthsRiseWithWidthAndFallInTrainingButNotWithDepth() {
    List<LengthSeries> printed = new ArrayList<>();
    Map<NetworkLabel, TreeMap<Integer, PaperValue>> values = new java.util.HashMap<>();
    PaperValues.load()
        .all()
        .forEach(
            (label, value) -> {
              if (label.skipConnections()) {
                values
                    .computeIfAbsent(label.atEpoch(0), key -> new TreeMap<>())
                    .put(label.epoch(), value);
              }
            });
    values.forEach((network, own) -> printed.add(new LengthSeries.Printed(network, own)));
    NetworkTrends papers = new NetworkTrends(printed);

    // SciPy on the same cells: +0.0811 ± 0.0065 (18 networks), −0.2916 ± 0.0192 (21), and
    // −0.0098 ± 0.0114, p = 0.20.
    assertThat(papers.width(20))
        .returns(Agreement.AGREES, Claim::agreement)
        .returns(true, claim -> claim.measured().startsWith("+0.081 ± 0.006 per doubling of k"));
    assertThat(papers.training())
        .returns(Agreement.AGREES, Claim::agreement)
        .returns(true, claim -> claim.measured().startsWith("-0.292 ± 0.019"));
    assertThat(papers.depth())
        .returns(Agreement.UNDECIDED, Claim::agreement)
        .returns(true, claim -> claim.measured().startsWith("-0.010 ± 0.011"));
  }

  /** L falls during training alike in all networks, and does not change with their width. */
  private static LengthSeries falling(int width, int... epochs) {
    TreeMap<Integer, PaperValue> values = new TreeMap<>();
    for (int epoch : epochs) {
      values.put(epoch, new PaperValue("printed", 0.9 - 0.002 * epoch, 0.01, true));
    }
    return new LengthSeries.Printed(new NetworkLabel(true, 32, width, 0), values);
  }

  @Test
  void aNetworkWithoutTheLastEpochIsNotLongerThanOthers() {
    NetworkTrends trends =
        new NetworkTrends(
            List.of(
                falling(1, 0, 100, 200, 300),
                falling(2, 0, 100, 200, 300),
                falling(4, 0, 100, 200)));

    assertThat(trends.width(20).measured()).startsWith("+0.000 ± 0.005 per doubling of k over 3");
  }

  @Test
  void networksWithoutACommonEpochShowNoTrend() {
    NetworkTrends trends =
        new NetworkTrends(List.of(falling(1, 0, 100), falling(2, 0, 200), falling(4, 0, 300)));

    assertThat(trends.width(20).agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(trends.width(20).reason()).endsWith("at one epoch after training");
  }

  @Test
  void lengthsThatAreAllTooShortDiffer() {
    Judgement judgement = new TableJudge(Target.TABLE2, table(-0.15, 1, 2)).judge();

    assertThat(judgement.agreement()).isEqualTo(Agreement.DIFFERS);
    assertThat(judgement.reason()).startsWith("the printed lengths (p = 0.000)");
    assertThat(claim(judgement, "L rises with k").agreement()).isEqualTo(Agreement.AGREES);
  }

  @Test
  void oneSeedDoesNotTellWhetherItIsTheNetworkThatDiffers() {
    Judgement judgement = new TableJudge(Target.TABLE2, table(-0.15, 1)).judge();

    assertThat(judgement.agreement()).isEqualTo(Agreement.UNDECIDED);
    assertThat(claim(judgement, "the printed lengths").reason()).contains("give --seeds");
  }

  @Test
  void oneCellWhoseLossBlewUpIsNoTable() {
    ProbeResults quick =
        SomeResults.run(
            SomeResults.of(32, 1, 0).trainImages(1000).loss(190).lines(1, 1, 1, 1),
            SomeResults.of(32, 1, 1).trainImages(1000).lines(4, 5, 6, 7));
    Judgement judgement = new TableJudge(Target.TABLE4, quick).judge();

    assertThat(judgement.agreement()).isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(judgement.reason())
        .contains("0 of the 36 printed cells, none after training; 4 are needed");
    assertThat(judgement.seen())
        .startsWith("0 of 36 printed cells (0 %)")
        .contains("1 with a loss at the centre above 10 times guessing")
        .contains("1 trained on a part of the images");
  }

  @Test
  void networksOfAnotherRecipeAreNotComparedCellByCell() {
    TrainingSettings slow = TrainingSettings.PAPER.withSeed(1);
    TrainingSettings other =
        new TrainingSettings(
            slow.epochs(),
            slow.checkpointEpochs(),
            slow.batchSize(),
            0.01,
            slow.learningRateFactor(),
            slow.milestones(),
            slow.warmupEpochs(),
            slow.momentum(),
            slow.nesterov(),
            slow.weightDecay(),
            slow.weightDecayOn(),
            slow.augment(),
            slow.flip(),
            1);
    List<CheckpointResult> results = new ArrayList<>();
    for (int width : new int[] {1, 2, 4}) {
      for (int epoch : new int[] {0, 100, 200, 300}) {
        results.add(
            SomeResults.of(32, width, epoch).recipe(other).lines(lines(0.5 + 0.1 * width, 0.1)));
      }
    }
    Judgement judgement =
        new TableJudge(Target.TABLE2, SomeResults.run(results.toArray(CheckpointResult[]::new)))
            .judge();

    assertThat(judgement.seen()).contains("9 trained by another recipe");
    assertThat(claim(judgement, "the printed lengths").agreement())
        .isEqualTo(Agreement.NOT_COMPARABLE);
    assertThat(claim(judgement, "L rises with k").measured()).contains("over 3 networks");
  }

  private Judgement judge(Target target, List<CheckpointResult> results) {
    return new TableJudge(target, SomeResults.run(results.toArray(CheckpointResult[]::new)))
        .judge();
  }

  /** The papers say so of all depths but their smallest, 20. */
  @Test
  void networksOfTwentyLayersNeedNotRiseWithWidth() {
    List<CheckpointResult> results = new ArrayList<>();
    for (int width : new int[] {1, 2, 4}) {
      results.add(SomeResults.of(20, width, 300).lines(lines(0.9 - 0.2 * width, 0.05)));
      results.add(SomeResults.of(32, width, 300).lines(lines(0.3 + 0.1 * width, 0.05)));
      results.add(SomeResults.of(56, width, 300).lines(lines(0.2 + 0.1 * width, 0.05)));
    }
    Claim claim = claim(judge(Target.TABLE2, results), "L rises with k");

    assertThat(claim.agreement()).as(claim.verdict()).isEqualTo(Agreement.AGREES);
    assertThat(claim.measured()).contains("over 6 networks");
  }

  @Test
  void networksOfFewerLayersThanThePapersShowNoTrend() {
    for (int depth : new int[] {14, 20}) {
      List<CheckpointResult> results = new ArrayList<>();
      for (int width : new int[] {1, 2, 4}) {
        results.add(SomeResults.of(depth, width, 0).lines(lines(0.9, 0.05)));
        results.add(SomeResults.of(depth, width, 300).lines(lines(0.4, 0.05)));
      }
      assertThat(claim(judge(Target.TABLE2, results), "L falls during training").agreement())
          .isEqualTo(depth < 20 ? Agreement.NOT_COMPARABLE : Agreement.AGREES);
    }
  }

  /** However far beyond the errors over lines it is: what networks differ by is not known. */
  @Test
  void aTrendOfOneSeedIsNotDecided() {
    List<CheckpointResult> results = new ArrayList<>();
    for (int width : new int[] {1, 4}) {
      results.add(SomeResults.of(32, width, 300).lines(lines(0.2 * width, 0.02)));
    }
    results.add(SomeResults.of(32, 1, 0).lines(lines(0.9, 0.02)));
    Judgement judgement = judge(Target.TABLE2, results);

    for (String statement : List.of("L rises with k", "L falls during training")) {
      assertThat(claim(judgement, statement))
          .returns(Agreement.UNDECIDED, Claim::agreement)
          .returns("too few networks to measure the variation between them", Claim::reason);
      assertThat(claim(judgement, statement).measured()).contains("(error over lines alone)");
    }
  }

  /** Networks without skip connections, of width 1, at the start and after training. */
  private Judgement plain(double start, double trained) {
    List<CheckpointResult> results = new ArrayList<>();
    for (int depth : new int[] {20, 32, 56}) {
      ResNetArchitecture plain = ResNetArchitecture.of(depth, 1).withShortcut(Shortcut.NONE);
      results.add(SomeResults.of(depth, 1, 0).network(plain).lines(lines(start, 0.05)));
      results.add(SomeResults.of(depth, 1, 300).network(plain).lines(lines(trained, 0.05)));
    }
    return judge(Target.TABLE5, results);
  }

  @Test
  void narrowNetworksWithoutSkipConnectionsAreShortAtTheStart() {
    String statement = "narrow networks are short at the start";

    assertThat(claim(plain(0.2, 0.5), statement).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(claim(plain(0.5, 0.2), statement))
        .returns(Agreement.DIFFERS, Claim::agreement)
        .returns("it is the other way round", Claim::reason);
  }

  @Test
  void syntheticImagesAreNoReproductionOfAnyStatement() {
    Judgement judgement =
        new TableJudge(Target.TABLE2, table(0, 1, 2)).judge().butNotComparable("synthetic images");

    assertThat(judgement.claims())
        .extracting(Claim::agreement)
        .containsOnly(Agreement.NOT_COMPARABLE);
  }
}
