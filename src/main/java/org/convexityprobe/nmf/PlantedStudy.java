package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * Monte Carlo over a {@link PlantedModel}: how often lines are convex (Theorem 1), how large their
 * least curvature is, and whether the expectations that the proof rests on hold (Facts 3–10).
 */
public final class PlantedStudy {
  private PlantedStudy() {}

  /**
   * A mean over draws.
   *
   * @param mean the mean
   * @param lower lower end of its 95 % interval, as {@link MeanInterval}; NaN for one draw
   * @param upper upper end of it
   */
  public record Mean(double mean, double lower, double upper) {
    static Mean of(StreamingStatistics statistics) {
      double half =
          MeanInterval.standardErrors(statistics.getN())
              * statistics.getStandardDeviation()
              / Math.sqrt((double) statistics.getN());
      return new Mean(
          statistics.getMean(), statistics.getMean() - half, statistics.getMean() + half);
    }
  }

  /**
   * What lines of one kind look like.
   *
   * @param convexEverywhere share with ℓ'' ≥ 0 on the whole line (Eq. 3)
   * @param convex share with α ≥ 0 (Eq. 6)
   * @param starConvex share star-convex along the ray from the line's far end
   * @param alpha mean of α per observed entry
   * @param alphaDeviation standard deviation of α over draws
   */
  public record Lines(
      Proportion convexEverywhere,
      Proportion convex,
      Proportion starConvex,
      Mean alpha,
      double alphaDeviation) {}

  /**
   * One model's lines.
   *
   * @param towardsPlanted lines from a random point to the planted one
   * @param betweenRandom lines between two random points
   */
  public record Result(Lines towardsPlanted, Lines betweenRandom) {}

  /**
   * One expectation of the proof.
   *
   * @param fact its number and what it is the expectation of
   * @param unit that the numbers are in
   * @param stated what the paper states
   * @param correct what holds
   * @param measured the mean over draws
   */
  public record Fact(String fact, String unit, double stated, double correct, Mean measured) {}

  /**
   * The loss along the two lines of one draw, per observed entry.
   *
   * @param towardsPlanted from a random point to the planted one
   * @param betweenRandom from the same point to another
   */
  public record Pair(Quartic towardsPlanted, Quartic betweenRandom) {}

  /** Returns the lines themselves. */
  public static List<Pair> pairs(PlantedModel model, int draws, long seed, Workers workers) {
    return draw(model, draws, seed, workers).stream()
        .map(draw -> new Pair(draw.towardsPlanted(), draw.betweenRandom()))
        .toList();
  }

  /** Draws a model many times; draw i has a seed of its own. */
  public static Result lines(PlantedModel model, int draws, long seed, Workers workers) {
    List<PlantedModel.Draw> all = draw(model, draws, seed, workers);
    return new Result(
        summarize(all.stream().map(PlantedModel.Draw::towardsPlanted).toList()),
        summarize(all.stream().map(PlantedModel.Draw::betweenRandom).toList()));
  }

  private static List<PlantedModel.Draw> draw(
      PlantedModel model, int draws, long seed, Workers workers) {
    PlantedModel.Draw[] all = new PlantedModel.Draw[draws];
    workers.forEach(draws, (worker, i) -> all[i] = model.draw(seed + i));
    return List.of(all);
  }

  private static Lines summarize(List<Quartic> quartics) {
    StreamingStatistics alpha = new StreamingStatistics();
    int everywhere = 0;
    int convex = 0;
    int star = 0;
    for (Quartic quartic : quartics) {
      alpha.addValue(quartic.minimumCurvature());
      ConvexityTests tests = quartic.reversed().tests();
      everywhere += tests.convexEverywhere() ? 1 : 0;
      convex += tests.convexOnSegment() ? 1 : 0;
      star += tests.starConvex() ? 1 : 0;
    }
    int count = quartics.size();
    return new Lines(
        Proportion.of(everywhere, count),
        Proportion.of(convex, count),
        Proportion.of(star, count),
        Mean.of(alpha),
        alpha.getStandardDeviation());
  }

  /**
   * Measures the expectations of Facts 3–10 with every entry observed. Fact 10 is stated as 2rmnσ⁴;
   * at the planted end W0 + W1 + W2 = 0, so ⟨W0, W2⟩ = −⟨W1, W2⟩ − ‖W2‖², whose mean is 0 by Facts
   * 8 and 5. Fact 9 gives the entries of X̂ the mean 0, and proves it of X̂ − X: those of X̂ have
   * the mean rμ².
   *
   * @throws IllegalArgumentException if the model hides entries
   */
  public static List<Fact> facts(PlantedModel model, int draws, long seed, Workers workers) {
    if (model.observedFraction() != 1) {
      throw new IllegalArgumentException(
          "the facts are about fully observed matrices, not an observed fraction of "
              + model.observedFraction());
    }
    List<PlantedModel.Draw> all = draw(model, draws, seed, workers);
    double unit = model.unit();
    double ratio = model.law().ratio();
    List<Fact> facts = new ArrayList<>();
    facts.add(fact("3: Tr U'U VV', centred", 1, 1, all, unit, draw -> draw.facts3And4()[0]));
    facts.add(
        fact("4: Tr U'U 11', centred", ratio, ratio, all, unit, draw -> draw.facts3And4()[1]));
    facts.add(fact("5: |W2|²", 4, 4, all, unit, draw -> draw.random().w2w2()));
    facts.add(fact("6: <W0, W2> to a random point", 1, 1, all, unit, draw -> draw.random().w0w2()));
    double first = 6 + 4 * ratio;
    facts.add(fact("7: |W1|²", first, first, all, unit, draw -> draw.random().w1w1()));
    facts.add(fact("8: <W1, W2>", -4, -4, all, unit, draw -> draw.random().w1w2()));
    facts.add(
        fact("10: <W0, W2> to the planted point", 2, 0, all, unit, draw -> draw.planted().w0w2()));
    double mean = model.rank() * Math.pow(model.law().mean(), 2);
    facts.add(entry("X̂(½)", 1, mean, all, PlantedModel.Means::xHat));
    facts.add(entry("X̂(½) − X", 0, mean, all, PlantedModel.Means::difference));
    facts.add(entry("X̂'(½)", 0, mean, all, PlantedModel.Means::first));
    facts.add(entry("X̂''(½)", 0, mean, all, PlantedModel.Means::second));
    return facts;
  }

  private static Fact entry(
      String matrix,
      double correct,
      double unit,
      List<PlantedModel.Draw> draws,
      ToDoubleFunction<PlantedModel.Means> quantity) {
    StreamingStatistics statistics = new StreamingStatistics();
    draws.forEach(draw -> statistics.addValue(quantity.applyAsDouble(draw.means()) / unit));
    return new Fact("9: mean entry of " + matrix, "rμ²", 0, correct, Mean.of(statistics));
  }

  private static Fact fact(
      String name,
      double stated,
      double correct,
      List<PlantedModel.Draw> draws,
      double unit,
      ToDoubleFunction<PlantedModel.Draw> quantity) {
    StreamingStatistics statistics = new StreamingStatistics();
    draws.forEach(draw -> statistics.addValue(quantity.applyAsDouble(draw) / unit));
    return new Fact(name, "rmnσ⁴", stated, correct, Mean.of(statistics));
  }
}
