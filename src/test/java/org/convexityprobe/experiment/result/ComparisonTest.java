package org.convexityprobe.experiment.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.Maker;
import org.convexityprobe.experiment.Manifest;
import org.convexityprobe.experiment.SomeResults;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.LengthDifference.Kind;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;
import org.convexityprobe.resnet.TrainingSettings;
import org.junit.jupiter.api.Test;

/** What is subtracted from what, and with which errors. */
class ComparisonTest {
  /** Steep lines are convex on less of them: lengths of about π/a. */
  private static final double[] LONG = {4, 4.5, 5, 5.5, 6};

  private static final double[] SHORT = {6, 6.5, 7.5, 8, 9};

  private static Comparison compare(ProbeResults... runs) {
    Map<String, ProbeResults> named = new LinkedHashMap<>();
    for (ProbeResults run : runs) {
      named.put("run" + (named.size() + 1), run);
    }
    return Comparison.of(named);
  }

  private static List<LengthDifference> differences(Comparison comparison, Kind kind) {
    return comparison.tables().stream()
        .flatMap(table -> table.differences().stream())
        .filter(each -> each.kind() == kind)
        .toList();
  }

  private static double variance(List<LineScan> lines) {
    double mean = lines.stream().mapToDouble(LineScan::length).average().orElseThrow();
    return lines.stream().mapToDouble(l -> Math.pow(l.length() - mean, 2)).sum()
        / (lines.size() - 1);
  }

  @Test
  void theErrorsOfTwoWidthsAddHoweverTheirLinesAreNumbered() {
    CheckpointResult narrow = SomeResults.of(32, 1, 300).lines(SHORT);
    CheckpointResult wide = SomeResults.of(32, 4, 300).lines(LONG);
    LengthDifference difference =
        differences(compare(SomeResults.run(narrow, wide)), Kind.WIDTHS).get(0);

    assertThat(difference.from().width()).isEqualTo(1);
    assertThat(difference.difference().mean()).isPositive();
    // Both sets fall with the line's number: paired, the error would be far smaller.
    assertThat(difference.difference().standardError())
        .isCloseTo(
            Math.sqrt((variance(narrow.lines()) + variance(wide.lines())) / 5), within(1e-12));
  }

  @Test
  void onlyTheSameDepthEpochAndShortcutAreWidthsOfOneNetwork() {
    Comparison comparison =
        compare(
            SomeResults.run(
                SomeResults.of(32, 1, 300).lines(SHORT),
                SomeResults.of(44, 4, 300).lines(LONG),
                SomeResults.of(32, 4, 200).lines(LONG),
                SomeResults.of(32, 2, 300)
                    .network(ResNetArchitecture.of(32, 2).withShortcut(Shortcut.NONE))
                    .lines(LONG)));

    assertThat(differences(comparison, Kind.WIDTHS)).isEmpty();
    assertThat(comparison.notSubtracted())
        .containsExactly("tables 1 and 2 are not subtracted: shortcut is PROJECTION and NONE");
  }

  @Test
  void epochsOfOneNetworkPairLineByLine() {
    // The later lines are all shorter, in the same order.
    CheckpointResult early = SomeResults.of(32, 1, 100).lines(LONG);
    CheckpointResult late = SomeResults.of(32, 1, 300).lines(SHORT);
    LengthDifference difference =
        differences(compare(SomeResults.run(late), SomeResults.run(early)), Kind.EPOCHS).get(0);
    double[] lines = EpochComparison.lineByLine(early.lines(), late.lines());

    assertThat(difference.from().epoch()).isEqualTo(100);
    assertThat(difference.to().epoch()).isEqualTo(300);
    double mean = java.util.Arrays.stream(lines).average().orElseThrow();
    double squares = java.util.Arrays.stream(lines).map(x -> (x - mean) * (x - mean)).sum();
    assertThat(difference.difference().mean()).isCloseTo(mean, within(1e-12)).isNegative();
    assertThat(difference.difference().standardError())
        .isCloseTo(Math.sqrt(squares / 4 / 5), within(1e-12));
  }

  @Test
  void onlyCommonLinesPair() {
    List<LineScan> five = SomeResults.of(32, 1, 100).lines(LONG).lines();

    assertThat(EpochComparison.lineByLine(five.subList(0, 3), five.subList(2, 5)))
        .containsExactly(0);
    assertThat(EpochComparison.lineByLine(five.subList(0, 2), five.subList(2, 5))).isEmpty();
  }

  @Test
  void epochsOfNetworksOfTwoSeedsOrDrawsDoNotPair() {
    ProbeConfig otherDraw = new SomeResults().probe("seed", 2).probe();
    CheckpointResult early = SomeResults.of(32, 1, 100).images(50_000).lines(LONG);

    assertThat(
            differences(
                compare(
                    SomeResults.run(early),
                    SomeResults.run(SomeResults.of(32, 1, 300).seed(2).images(50_000).lines(LONG))),
                Kind.EPOCHS))
        .isEmpty();
    Comparison drawn =
        compare(
            SomeResults.run(early),
            SomeResults.run(otherDraw, SomeResults.of(32, 1, 300).images(50_000).lines(LONG)));
    assertThat(drawn.notSubtracted()).isEmpty();
    assertThat(differences(drawn, Kind.EPOCHS)).isEmpty();
  }

  @Test
  void twoSeedsShareACellWhoseErrorHoldsWhatDiffersBetweenThem() {
    LengthCell cell =
        compare(
                SomeResults.run(SomeResults.of(32, 1, 300).seed(1).lines(SHORT)),
                SomeResults.run(SomeResults.of(32, 1, 300).seed(2).lines(LONG)))
            .tables()
            .get(0)
            .cells()
            .get(0);

    assertThat(cell.networks()).hasSize(2);
    assertThat(cell.length().groups()).isEqualTo(2);
    assertThat(cell.length().count()).isEqualTo(10);
    double first = cell.networks().get(0).length().mean();
    double second = cell.networks().get(1).length().mean();
    assertThat(cell.length().mean()).isCloseTo((first + second) / 2, within(1e-12));
    // SD/√2 of two means.
    assertThat(cell.length().standardError())
        .isCloseTo(Math.abs(first - second) / 2, within(1e-12));
  }

  @Test
  void changesDuringTrainingAreAveragedOverSeeds() {
    LengthDifference change =
        differences(
                compare(
                    SomeResults.run(
                        SomeResults.of(32, 1, 0).seed(1).lines(LONG),
                        SomeResults.of(32, 1, 300).seed(1).lines(SHORT)),
                    SomeResults.run(
                        SomeResults.of(32, 1, 0).seed(2).lines(LONG),
                        SomeResults.of(32, 1, 300).seed(2).lines(LONG))),
                Kind.EPOCHS)
            .get(0);

    assertThat(change.networksFrom()).isEqualTo(2);
    assertThat(change.difference().degreesOfFreedom()).isEqualTo(1);
    assertThat(change.difference().mean()).isNegative();
  }

  @Test
  void whatWasNotMeasuredAlikeIsInTablesOfItsOwnAndNamed() {
    SomeResults wide = SomeResults.of(32, 4, 300).probe("length", 2);
    Comparison comparison =
        compare(
            SomeResults.run(SomeResults.of(32, 1, 300).lines(SHORT)),
            SomeResults.run(wide.probe(), wide.lines(LONG)));

    assertThat(comparison.tables()).hasSize(2);
    assertThat(differences(comparison, Kind.WIDTHS)).isEmpty();
    assertThat(comparison.notSubtracted())
        .containsExactly("tables 1 and 2 are not subtracted: length is 1.0 and 2.0");
  }

  @Test
  void everyChoiceThatChangesALengthIsNamed() {
    CheckpointResult one = SomeResults.of(32, 1, 300).lines(SHORT);
    Map<String, Object> choices =
        Map.of(
            "points",
            25,
            "batchNorm",
            "batch",
            "normalizationDirection",
            "ignore",
            "noiseThreshold",
            3.0);
    choices.forEach(
        (key, value) -> {
          SomeResults other = SomeResults.of(32, 2, 300).probe(key, value);
          assertThat(
                  compare(SomeResults.run(one), SomeResults.run(other.probe(), other.lines(LONG)))
                      .notSubtracted())
              .singleElement()
              .asString()
              .contains(key + " is ");
        });
    assertThat(
            compare(
                    SomeResults.run(one),
                    SomeResults.run(SomeResults.of(32, 2, 300).images(1000).lines(LONG)))
                .notSubtracted())
        .containsExactly(
            "tables 1 and 2 are not subtracted: images in the loss is 5000 of 50000, drawn by seed"
                + " 1 and 1000 of 50000, drawn by seed 1");
  }

  @Test
  void aNetworkOfAnotherProgramIsNoEpochOfATrainingHere() {
    Comparison comparison =
        compare(
            SomeResults.run(SomeResults.of(32, 1, 200).lines(SHORT)),
            SomeResults.run(SomeResults.of(32, 1, 300).imported("theirs.zip").lines(LONG)));

    assertThat(comparison.tables()).hasSize(2);
    assertThat(differences(comparison, Kind.EPOCHS)).isEmpty();
    assertThat(comparison.notSubtracted())
        .containsExactly(
            "tables 1 and 2 are not subtracted: denseInitialization is KAIMING and none; trained by"
                + " is this program and another program");
  }

  @Test
  void imagesThatChangedInTheSamePlaceAreOthers() {
    CheckpointResult narrow =
        SomeResults.of(32, 1, 300).imported("a.zip").trainedOnUnknownImages().lines(SHORT);
    CheckpointResult wide =
        SomeResults.of(32, 4, 300).imported("b.zip").trainedOnUnknownImages().lines(LONG);

    assertThat(compare(read("one.npz", "1a", narrow), read("two.npz", "1a", wide)).tables())
        .as("copies")
        .hasSize(1);
    assertThat(compare(read("one.npz", "1a", narrow), read("one.npz", "2b", wide)).notSubtracted())
        .containsExactly(
            "tables 1 and 2 are not subtracted: images given is 50000, checksum 1a and 50000,"
                + " checksum 2b");
  }

  private static ProbeResults read(String file, String checksum, CheckpointResult result) {
    return SomeResults.run(
        ProbeConfig.DEFAULT,
        Map.of("data", Map.of("source", file, "seed", 1), Manifest.INPUTS, Map.of(file, checksum)),
        result);
  }

  private static ProbeResults onImages(Map<String, Object> data, CheckpointResult result) {
    return SomeResults.run(ProbeConfig.DEFAULT, Map.of("data", data), result);
  }

  @Test
  void imagesGivenToNetworksOfUnknownImagesArePartOfWhatIsCompared() {
    CheckpointResult narrow =
        SomeResults.of(32, 1, 300).imported("a.zip").trainedOnUnknownImages().lines(SHORT);
    CheckpointResult wide =
        SomeResults.of(32, 4, 300).imported("b.zip").trainedOnUnknownImages().lines(LONG);
    Map<String, Object> one = Map.of("source", "one.npz", "seed", 1);
    Map<String, Object> few = Map.of("source", "one.npz", "trainImages", 100, "seed", 1);
    Map<String, Object> other = Map.of("source", "one.npz", "trainImages", 100, "seed", 2);
    Map<String, Object> made = Map.of("source", "synthetic", "seed", 1);

    assertThat(differences(compare(onImages(one, narrow), onImages(one, wide)), Kind.WIDTHS))
        .hasSize(1);
    assertThat(compare(onImages(one, narrow), onImages(few, wide)).notSubtracted())
        .containsExactly(
            "tables 1 and 2 are not subtracted: images given is all of one.npz and 100 of one.npz,"
                + " drawn by seed 1");
    assertThat(compare(onImages(few, narrow), onImages(other, wide)).tables()).hasSize(2);
    assertThat(compare(onImages(one, narrow), onImages(made, wide)).notSubtracted())
        .containsExactly(
            "tables 1 and 2 are not subtracted: images given is all of one.npz and all of"
                + " synthetic, drawn by seed 1");
  }

  @Test
  void aRecipeIsPartOfWhatIsCompared() {
    TrainingSettings fast =
        Json.convert(
            Json.parse(Json.write(TrainingSettings.PAPER).replace("0.1", "0.2"), Object.class),
            TrainingSettings.class);
    Comparison comparison =
        compare(
            SomeResults.run(SomeResults.of(32, 1, 300).lines(SHORT)),
            SomeResults.run(SomeResults.of(32, 2, 300).recipe(fast).lines(LONG)));

    assertThat(comparison.notSubtracted())
        .singleElement()
        .asString()
        .contains("training.learningRate is 0.1 and 0.2");
  }

  @Test
  void runsOfTwoProcessorsAreSaidToBe() {
    ProbeResults one = SomeResults.run(SomeResults.of(32, 1, 300).lines(SHORT));
    ProbeResults other = SomeResults.run(SomeResults.of(32, 2, 300).lines(LONG));

    assertThat(compare(madeBy(one, "AVX2"), madeBy(other, "AVX-512")).notes())
        .containsExactly(
            "made by 2 programs or processors, which may differ in the last digits: 1.0 on AVX2;"
                + " 1.0 on AVX-512");
    assertThat(compare(madeBy(one, "AVX2"), madeBy(other, "AVX2")).notes()).isEmpty();
  }

  private static ProbeResults madeBy(ProbeResults results, String processor) {
    return new ProbeResults(
        results.schemaVersion(),
        results.manifest().withMakers(List.of(new Maker("1.0", processor))),
        results.checkpoints());
  }

  @Test
  void theSameNetworkTwiceIsRefused() {
    CheckpointResult one = SomeResults.of(32, 1, 300).lines(SHORT);

    assertThatThrownBy(() -> compare(SomeResults.run(one), SomeResults.run(one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are the same network (depth 32, width 1, seed 1) at epoch 300");
  }

  @Test
  void aComparisonIsReadAsItWasWritten() {
    Comparison comparison =
        compare(
            SomeResults.run(
                SomeResults.of(32, 1, 300).lines(SHORT), SomeResults.of(32, 4, 300).lines(7)));

    assertThat(Json.parse(Json.write(comparison), Comparison.class)).isEqualTo(comparison);
  }
}
