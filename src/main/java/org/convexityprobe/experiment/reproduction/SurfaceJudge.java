package org.convexityprobe.experiment.reproduction;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.experiment.surface.SurfaceResult;
import org.convexityprobe.experiment.surface.SurfaceResults;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.resnet.Checkpoint;

/**
 * Compares the shares of planes on which a narrow and a wide network's loss is convex. Their errors
 * are over pairs of directions. Undecided points count against what is to be shown: as convex for
 * the narrow network and as not convex for the wide one, or the other way round.
 */
final class SurfaceJudge {
  private static final int DEPTH = 110;
  private static final int EPOCH = 200;
  private static final double SIGNIFICANT = 0.05;

  private final List<SurfaceResult> narrow;
  private final List<SurfaceResult> wide;

  /**
   * Takes the least and the largest width of each run.
   *
   * @param pairs one run for each pair of directions
   */
  SurfaceJudge(List<SurfaceResults> pairs) {
    Comparator<SurfaceResult> width =
        Comparator.comparing(surface -> surface.description().resNet().width());
    narrow = pairs.stream().map(pair -> pair.surfaces().stream().min(width).orElseThrow()).toList();
    wide = pairs.stream().map(pair -> pair.surfaces().stream().max(width).orElseThrow()).toList();
  }

  Judgement judge() {
    Difference least =
        Difference.unpaired(
            mean(narrow, SurfaceJudge::convexOrUndecided), mean(wide, SurfaceJudge::convex));
    Difference most =
        Difference.unpaired(
            mean(narrow, SurfaceJudge::convex), mean(wide, SurfaceJudge::convexOrUndecided));
    Judgement judgement = judge(least, most).seeing(seen());
    if (width(narrow) == width(wide)) {
      return judgement.butNotComparable(
          "only the network of k = %d has a surface".formatted(width(wide)));
    }
    String other = whyNotComparable(wide.get(0));
    return other == null ? judgement : judgement.butNotComparable(other);
  }

  private Judgement judge(Difference least, Difference most) {
    String measured =
        "k = %d: %s; k = %d: %s; wider minus narrower %s to %s"
            .formatted(
                width(narrow),
                words(narrow),
                width(wide),
                words(wide),
                percent(least.mean(), least.standardError(), "%+.1f"),
                percent(most.mean(), most.standardError(), "%+.1f"));
    if (narrow.size() < 2) {
      return new Judgement(measured, Agreement.UNDECIDED, "one pair of directions has no error");
    }
    if (least.mean() > 0 && least.probability() / 2 < SIGNIFICANT) {
      return new Judgement(measured, Agreement.AGREES, "");
    }
    return most.mean() < 0 && most.probability() / 2 < SIGNIFICANT
        ? new Judgement(
            measured, Agreement.DIFFERS, "the wider network's surface is the less convex one")
        : new Judgement(
            measured, Agreement.UNDECIDED, "undecided points and the choice of planes explain it");
  }

  private static double convex(SurfaceResult surface) {
    return surface.shares().getOrDefault(SurfaceVerdict.CONVEX, 0.0);
  }

  private static double convexOrUndecided(SurfaceResult surface) {
    return convex(surface) + surface.shares().getOrDefault(SurfaceVerdict.UNDECIDED, 0.0);
  }

  private static GroupedMean mean(
      List<SurfaceResult> surfaces, ToDoubleFunction<SurfaceResult> share) {
    return GroupedMean.of(
        List.of(Bootstrap.DEFAULT.mean(surfaces.stream().mapToDouble(share).toArray())));
  }

  private static int width(List<SurfaceResult> surfaces) {
    return surfaces.get(0).description().resNet().width();
  }

  /** Returns the share of each verdict with its error over pairs. */
  private static String words(List<SurfaceResult> surfaces) {
    StringBuilder words = new StringBuilder();
    for (SurfaceVerdict verdict : SurfaceVerdict.values()) {
      double[] shares =
          surfaces.stream()
              .map(SurfaceResult::shares)
              .mapToDouble((Map<SurfaceVerdict, Double> own) -> own.getOrDefault(verdict, 0.0))
              .toArray();
      Estimate share = Bootstrap.DEFAULT.mean(shares);
      if (verdict != SurfaceVerdict.NON_FINITE || share.mean() > 0) {
        words.append(words.isEmpty() ? "" : ", ").append(verdict.word()).append(" at ");
        words.append(percent(share.mean(), share.standardError(), "%.1f"));
      }
    }
    return words.append(" of the plane").toString();
  }

  private static String percent(double share, double error, String format) {
    return String.format(Locale.ROOT, format, 100 * share)
        + (Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± %.1f", 100 * error))
        + " %";
  }

  private String seen() {
    SurfaceResult one = wide.get(0);
    return String.format(
        Locale.ROOT,
        "%d pair%s of directions, one network a width, %d × %d points, loss over %d of %d images",
        wide.size(),
        wide.size() == 1 ? "" : "s",
        one.scan().x().points(),
        one.scan().y().points(),
        one.images(),
        one.population());
  }

  private static String whyNotComparable(SurfaceResult surface) {
    Checkpoint network = surface.description();
    if (network.resNet().depth() != DEPTH || network.epoch() != EPOCH) {
      return "ResNet-%d at epoch %d, not ResNet-%d at epoch %d"
          .formatted(network.resNet().depth(), network.epoch(), DEPTH, EPOCH);
    }
    return ComparableResults.whyNotTrainedAlike(network);
  }
}
