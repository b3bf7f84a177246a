package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.convexityprobe.experiment.Comparison;
import org.convexityprobe.experiment.ProbeResults;
import org.convexityprobe.experiment.SurfaceResult;
import org.convexityprobe.experiment.SurfaceResults;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.SurfacePlot;

/** Compares measurements of networks with the papers'. */
final class NetworkJudge {
  /** Differences up to this many standard errors count as agreement. */
  private static final double AGREEMENT = 2;

  private final Reproduction.Settings settings;

  NetworkJudge(Reproduction.Settings settings) {
    this.settings = settings;
  }

  Judgement judge(Target target, Path run) throws IOException {
    Judgement judgement =
        target.work() == Work.SURFACES
            ? surfaces(SurfaceResults.read(run))
            : lengths(ProbeResults.read(run));
    return settings.syntheticImages()
        ? judgement.butNotComparable("synthetic images in place of CIFAR-10")
        : judgement;
  }

  private static Judgement lengths(ProbeResults results) {
    List<LengthCell> printed =
        Comparison.of(results).tables().stream()
            .flatMap(table -> table.cells().stream())
            .filter(cell -> !Double.isNaN(cell.standardErrorsFromPaper()))
            .toList();
    String measured = widths(results);
    if (printed.isEmpty()) {
      return new Judgement(
          measured,
          Agreement.NOT_COMPARABLE,
          "the papers print nothing for these depths and epochs");
    }
    LengthCell worst =
        printed.stream()
            .max(Comparator.comparingDouble(cell -> Math.abs(cell.standardErrorsFromPaper())))
            .orElseThrow();
    long near =
        printed.stream()
            .filter(cell -> Math.abs(cell.standardErrorsFromPaper()) <= AGREEMENT)
            .count();
    return Judgement.agreesIf(
        near == printed.size(),
        "%s; %d of %d printed lengths within %.0f standard errors"
            .formatted(measured, near, printed.size(), AGREEMENT),
        difference(worst));
  }

  private static String difference(LengthCell cell) {
    double errors = cell.standardErrorsFromPaper();
    return String.format(
        Locale.ROOT,
        "by up to %s (depth %d, k = %d, epoch %d)",
        Double.isInfinite(errors)
            ? String.format(
                Locale.ROOT,
                "%+.2f, with no spread over lines and no printed error",
                cell.paper().difference())
            : String.format(Locale.ROOT, "%+.1f standard errors", errors),
        cell.label().depth(),
        cell.label().width(),
        cell.label().epoch());
  }

  /** Says how the widest networks compare with the narrowest at the last epoch. */
  private static String widths(ProbeResults results) {
    List<LengthDifference> all =
        Comparison.of(results).tables().stream()
            .flatMap(table -> table.differences().stream())
            .filter(each -> each.kind() == LengthDifference.Kind.WIDTHS)
            .toList();
    int last = all.stream().mapToInt(each -> each.from().epoch()).max().orElse(-1);
    String differences =
        all.stream()
            .filter(each -> each.from().epoch() == last)
            .map(NetworkJudge::difference)
            .collect(Collectors.joining("; "));
    return differences.isEmpty()
        ? "%d checkpoints probed".formatted(results.checkpoints().size())
        : "epoch %d: %s".formatted(last, differences);
  }

  private static String difference(LengthDifference each) {
    return String.format(
        Locale.ROOT,
        "depth %d, k = %d less k = %d: %+.3f ± %.3f",
        each.from().depth(),
        each.to().width(),
        each.from().width(),
        each.difference().mean(),
        each.difference().standardError());
  }

  private Judgement surfaces(SurfaceResults results) {
    SurfaceResult narrow = results.surfaces().get(0);
    SurfaceResult wide = results.surfaces().get(results.surfaces().size() - 1);
    double least = wide.shares().get(SurfaceVerdict.CONVEX);
    double most =
        narrow.shares().get(SurfaceVerdict.CONVEX) + narrow.shares().get(SurfaceVerdict.UNDECIDED);
    Judgement judgement =
        Judgement.agreesIf(
            least > most,
            "k = %d: %s; k = %d: %s"
                .formatted(
                    narrow.description().architecture().width(),
                    SurfacePlot.shares(narrow.map()),
                    wide.description().architecture().width(),
                    SurfacePlot.shares(wide.map())),
            "the wider network's surface is not the more convex one, whatever the undecided points"
                + " are");
    return settings.quick()
        ? judgement.butNotComparable(
            "ResNet-%d at epoch %d, not ResNet-110 at epoch 200"
                .formatted(
                    narrow.description().architecture().depth(), narrow.description().epoch()))
        : judgement;
  }
}
