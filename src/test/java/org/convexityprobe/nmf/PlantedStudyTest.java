package org.convexityprobe.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedStudyTest {
  private static final PlantedModel FIGURE_1 =
      new PlantedModel(100, 100, 10, EntryLaw.halfNormal(), 1);

  @Test
  void leastCurvatureIsThatOfTheOracles() {
    PlantedStudy.Result result = PlantedStudy.lines(FIGURE_1, 2000, 1, Workers.ofAllCores());
    // Standard errors at 2000 draws are about 0.025; four of them.
    assertThat(result.towardsPlanted().alpha().mean()).isEqualTo(9.18, offset(0.1));
    assertThat(result.betweenRandom().alpha().mean()).isEqualTo(11.88, offset(0.1));
    assertThat(result.towardsPlanted().convex().successes()).isEqualTo(2000);
    assertThat(result.betweenRandom().convex().successes()).isEqualTo(2000);
  }

  @Test
  void curvatureHasTheExpectedMeanAlongTheLine() {
    PlantedModel model = new PlantedModel(30, 40, 5, EntryLaw.exponential(), 1);
    for (double lambda : new double[] {0, 0.3, 1}) {
      double planted = 0;
      double random = 0;
      int draws = 4000;
      for (int seed = 0; seed < draws; seed++) {
        PlantedModel.Draw draw = model.draw(seed);
        planted += Curvature.at(draw.towardsPlanted(), lambda) / draws;
        random += Curvature.at(draw.betweenRandom(), lambda) / draws;
      }
      // Single draws deviate by about a third of the mean: 0.5 % at 4000 draws; six of them.
      assertThat(planted / Curvature.expectedTowardsPlanted(model, lambda))
          .isEqualTo(1, offset(0.03));
      assertThat(random / Curvature.expectedBetweenRandom(model, lambda))
          .isEqualTo(1, offset(0.03));
    }
  }

  @Test
  void lossesOfMatricesWithMoreThanTwoBillionEntriesArePerEntry() {
    PlantedModel model = new PlantedModel(50_000, 50_000, 1, EntryLaw.halfNormal(), 1);
    PlantedModel.Draw draw = model.draw(1);
    // The norms of its factors deviate by less than 0.5 % of their means.
    assertThat(Curvature.at(draw.towardsPlanted(), 0.5))
        .isCloseTo(Curvature.expectedTowardsPlanted(model, 0.5), withPercentage(5));
    assertThat(Curvature.at(draw.betweenRandom(), 0.5))
        .isCloseTo(Curvature.expectedBetweenRandom(model, 0.5), withPercentage(5));
  }

  /** Quantiles of Student's law from scipy.stats.t.ppf(0.975, draws − 1), to four digits. */
  @ParameterizedTest
  @CsvSource({"2, 12.7062", "5, 2.7764", "29, 2.0484", "30, 1.96", "2000, 1.96", "1, NaN"})
  void intervalsOfFewDrawsAreThoseOfStudent(int draws, double expected) {
    assertThat(MeanInterval.standardErrors(draws)).isEqualTo(expected, offset(5e-5));
  }

  @Test
  void theMeanOverOneDrawHasNoInterval() {
    PlantedModel model = new PlantedModel(5, 5, 2, EntryLaw.halfNormal(), 1);
    PlantedStudy.Mean one =
        PlantedStudy.lines(model, 1, 1, Workers.ofAllCores()).towardsPlanted().alpha();

    assertThat(one.mean()).isFinite();
    assertThat(one.lower()).isNaN();
    assertThat(one.upper()).isNaN();
  }

  @Test
  void factsHoldButForTheTenthAndTheNinthOfXHat() {
    List<PlantedStudy.Fact> facts = PlantedStudy.facts(FIGURE_1, 3000, 2, Workers.ofAllCores());
    assertThat(facts).hasSize(11);
    for (PlantedStudy.Fact fact : facts) {
      double half = (fact.measured().upper() - fact.measured().lower()) / 2;
      // Twice the 95 % interval: four standard errors.
      assertThat(fact.measured().mean())
          .as(fact.fact())
          .isEqualTo(fact.correct(), offset(2 * half));
    }
    PlantedStudy.Fact tenth = facts.get(6);
    assertThat(tenth.stated()).isEqualTo(2);
    assertThat(tenth.measured().upper()).isLessThan(0.1);
    // Fact 9 gives the entries of X̂ the mean 0, and proves it of X̂ − X: they have the mean rμ².
    PlantedStudy.Fact ninth = facts.get(7);
    assertThat(ninth.fact()).isEqualTo("9: mean entry of X̂(½)");
    assertThat(ninth.stated()).isZero();
    assertThat(ninth.measured().lower()).isGreaterThan(0.99);
  }

  @Test
  void theExponentOfTheoremOneIsAboutOneWhereTheBoundSaysAThird() {
    List<ExponentFit.Count> counts = new ArrayList<>();
    for (int n : new int[] {16, 25, 36, 49, 64}) {
      EntryLaw law = EntryLaw.halfNormal().thinned(0.3);
      PlantedModel model = new PlantedModel(n, n, (int) Math.round(Math.sqrt(n)), law, 1);
      Proportion convex =
          PlantedStudy.lines(model, 2000, 4, Workers.ofAllCores()).towardsPlanted().convex();
      // A trial of another program: 0.278 at n = 16, 0.093 at 36, 0.016 at 64.
      counts.add(new ExponentFit.Count(n, 2000 - convex.successes(), 2000));
    }
    assertThat(counts.get(0).outcomes() / 2000.0).isEqualTo(0.278, offset(0.05));
    assertThat(counts.get(2).outcomes() / 2000.0).isEqualTo(0.093, offset(0.03));
    ExponentFit fit = ExponentFit.of(counts).orElseThrow();
    assertThat(fit.lower()).isBetween(1.0 / 3, 1.0);
    assertThat(fit.upper()).isGreaterThan(1);
  }

  @Test
  void thinnedLawBreaksTheoremThreeTowardsThePlantedPoint() {
    EntryLaw law = EntryLaw.uniform().thinned(0.1);
    assertThat(law.ratio()).isEqualTo(0.08, offset(0.005));
    PlantedStudy.Result result =
        PlantedStudy.lines(new PlantedModel(100, 100, 10, law, 1), 1000, 3, Workers.ofAllCores());
    // 0.81 with a standard error of 0.012 at 1000 draws; four of them.
    assertThat(result.towardsPlanted().convex().value()).isEqualTo(0.81, offset(0.05));
    assertThat(result.betweenRandom().convex().value()).isGreaterThan(0.99);
  }

  private static List<EntryLaw> laws() {
    return List.of(
        EntryLaw.halfNormal(),
        EntryLaw.uniform(),
        EntryLaw.exponential(),
        EntryLaw.uniform().thinned(0.3));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void lawsHaveTheMomentsTheyClaim(EntryLaw law) {
    var sampler =
        law.sampler(org.apache.commons.rng.simple.RandomSource.XO_RO_SHI_RO_128_PP.create(4));
    var statistics = new org.hipparchus.stat.descriptive.StreamingStatistics();
    for (int i = 0; i < 200_000; i++) {
      statistics.addValue(sampler.sample());
    }
    // Standard errors are below 0.3 % of the mean and 0.7 % of the variance.
    assertThat(statistics.getMean() / law.mean()).isEqualTo(1, offset(0.02));
    assertThat(statistics.getVariance() / law.variance()).isEqualTo(1, offset(0.03));
    assertThat(statistics.getMin()).isNotNegative();
  }

  @Test
  void hiddenEntriesGiveTheSameCurvatureInTheMean() {
    PlantedModel whole = new PlantedModel(40, 40, 6, EntryLaw.halfNormal(), 1);
    PlantedModel part = new PlantedModel(40, 40, 6, EntryLaw.halfNormal(), 0.5);
    double mean = 0;
    int draws = 500;
    for (int seed = 0; seed < draws; seed++) {
      mean += Curvature.at(part.draw(seed).betweenRandom(), 0.5) / draws;
    }
    // Single draws deviate by about a quarter; four standard errors.
    assertThat(mean / Curvature.expectedBetweenRandom(whole, 0.5)).isEqualTo(1, offset(0.05));
  }

  @Test
  void closedFormsAgreeWithTheMatrixWrittenOut() {
    PlantedModel whole = new PlantedModel(12, 9, 3, EntryLaw.uniform(), 1);
    // Below the resolution of the generator's first draws no entry is hidden.
    PlantedModel listed = new PlantedModel(12, 9, 3, EntryLaw.uniform(), Math.nextDown(1.0));
    PlantedModel.Draw expected = listed.draw(5);
    PlantedModel.Draw actual = whole.draw(5);
    FactorizationLossContract.assertAgree(
        actual.towardsPlanted(), expected.towardsPlanted(), 1e-12);
    FactorizationLossContract.assertAgree(actual.betweenRandom(), expected.betweenRandom(), 1e-12);
  }

  @Test
  void sameSeedDrawsTheSame() {
    assertThat(PlantedStudy.lines(FIGURE_1, 20, 6, Workers.ofAllCores()))
        .isEqualTo(PlantedStudy.lines(FIGURE_1, 20, 6, Workers.ofAllCores()));
    assertThat(PlantedStudy.lines(FIGURE_1, 20, 6, Workers.ofAllCores()))
        .isNotEqualTo(PlantedStudy.lines(FIGURE_1, 20, 7, Workers.ofAllCores()));
  }

  @Test
  void factsOfHiddenEntriesAreRefused() {
    PlantedModel hidden = new PlantedModel(5, 5, 2, EntryLaw.uniform(), 0.5);
    assertThatThrownBy(() -> PlantedStudy.facts(hidden, 3, 1, Workers.ofAllCores()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
  }
}
