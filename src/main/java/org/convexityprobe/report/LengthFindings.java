package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.convexityprobe.report.LengthDifference.Kind;

/** What a table of lengths shows, in sentences. */
public final class LengthFindings {
  /** A difference of fewer standard errors is not resolved. */
  private static final double RESOLVED = 2;

  private LengthFindings() {}

  /**
   * Returns the most and the least convex cell, the clearest trends, and how the papers compare.
   */
  public static List<String> of(LengthTable table, List<LengthDifference> differences) {
    List<String> sentences = new ArrayList<>();
    Comparator<LengthCell> byLength = Comparator.comparingDouble(cell -> cell.length().mean());
    LengthCell best = table.cells().stream().max(byLength).orElseThrow();
    LengthCell worst = table.cells().stream().min(byLength).orElseThrow();
    if (best.equals(worst)) {
      sentences.add("%s: L = %s.".formatted(name(best.label()), Numbers.withError(best.length())));
    } else if (best.length().mean() == worst.length().mean()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "All %d lengths are equal: L = %.3f.",
              table.cells().size(),
              best.length().mean()));
    } else {
      sentences.add(
          "Most convex: %s, L = %s. Least: %s, L = %s."
              .formatted(
                  name(best.label()),
                  Numbers.withError(best.length()),
                  name(worst.label()),
                  Numbers.withError(worst.length())));
    }
    trend(differences, Kind.WIDTHS, "width").ifPresent(sentences::add);
    trend(differences, Kind.EPOCHS, "training").ifPresent(sentences::add);
    papers(table.cells(), sentences);
    return sentences.stream().map(Numbers::minus).toList();
  }

  /** Names a cell, such as {@code ResNet-8, k = 4, epoch 12}. */
  static String name(NetworkLabel label) {
    if (label.name() != null) {
      return label.words();
    }
    return "ResNet-%d%s, k = %d, epoch %d"
        .formatted(
            label.depth(),
            label.skipConnections() ? "" : " without skip connections",
            label.width(),
            label.epoch());
  }

  private static Optional<String> trend(
      List<LengthDifference> differences, Kind kind, String what) {
    List<LengthDifference> known =
        differences.stream()
            .filter(each -> each.kind() == kind)
            .filter(each -> !Double.isNaN(each.difference().inStandardErrors()))
            .toList();
    return known.stream()
        .max(Comparator.comparingDouble(each -> Math.abs(each.difference().inStandardErrors())))
        .map(each -> sentence(each, known, what));
  }

  private static String sentence(
      LengthDifference clearest, List<LengthDifference> all, String what) {
    long up = all.stream().filter(each -> each.difference().inStandardErrors() > RESOLVED).count();
    long down =
        all.stream().filter(each -> each.difference().inStandardErrors() < -RESOLVED).count();
    String effect =
        String.format(
            Locale.ROOT,
            "With %s, L rises in %d, falls in %d and does not change by 2 standard errors in %d of"
                + " %d comparisons.",
            what.equals("width") ? "more " + what : what,
            up,
            down,
            all.size() - up - down,
            all.size());
    NetworkLabel from = clearest.from();
    NetworkLabel to = clearest.to();
    String which =
        to.name() != null
            ? to.words() + " minus " + from.words()
            : clearest.kind() == Kind.WIDTHS
                ? "k = %d minus k = %d, depth %d, epoch %d"
                    .formatted(to.width(), from.width(), to.depth(), to.epoch())
                : "epoch %d minus %d, depth %d, k = %d"
                    .formatted(to.epoch(), from.epoch(), to.depth(), to.width());
    return "%s Clearest: %s: %s (%s standard errors)."
        .formatted(
            effect,
            which,
            Numbers.withError(clearest.difference()),
            Numbers.signed(clearest.difference().inStandardErrors(), 1));
  }

  private static void papers(List<LengthCell> cells, List<String> sentences) {
    List<LengthCell> compared =
        cells.stream().filter(cell -> !Double.isNaN(cell.standardErrorsFromPaper())).toList();
    if (!compared.isEmpty()) {
      long within =
          compared.stream()
              .filter(cell -> Math.abs(cell.standardErrorsFromPaper()) <= RESOLVED)
              .count();
      sentences.add(
          "%d of %d cells are within 2 standard errors of what the papers print."
              .formatted(within, compared.size()));
    }
  }
}
