package org.convexityprobe.experiment.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.recovery.ProblemConfig;
import org.convexityprobe.experiment.recovery.RecoveryLinesConfig;
import org.convexityprobe.experiment.recovery.RecoveryLinesStudy;

/**
 * The rows of runs on matrix recovery. Where problems of one objective differ in more than their
 * size, such as in the rank, this is part of the name of their objective.
 */
final class RecoveryPlaces {
  private final ObjectiveNames names = new ObjectiveNames();
  private final KnownSegments known = new KnownSegments();

  /**
   * Compares all problems.
   *
   * @param runs of {@code recovery lines}
   */
  RecoveryPlaces(Collection<RecoveryLinesStudy.Results> runs) {
    for (RecoveryLinesStudy.Results run : runs) {
      Map<String, String> conditions = conditions(problem(run));
      run.entries().forEach(entry -> names.add(kind(run, entry), conditions));
    }
  }

  /**
   * Returns the rows of a run, one a size and ratio.
   *
   * @param folder of the run
   * @throws IllegalArgumentException if another run has the same problems
   */
  List<MeasureRow> of(String folder, RecoveryLinesStudy.Results run) {
    Map<String, String> conditions = conditions(problem(run));
    return run.entries().stream().map(entry -> row(folder, run, entry, conditions)).toList();
  }

  private MeasureRow row(
      String folder,
      RecoveryLinesStudy.Results run,
      RecoveryLinesStudy.Entry entry,
      Map<String, String> conditions) {
    ProblemConfig problem = problem(run);
    known.add(
        folder,
        "%s, m = %s %s, seed %d"
            .formatted(
                problem.withShape(entry.size(), problem.rank()).describe(),
                entry.ratio(),
                problem.unit(),
                problem.seed()));
    String kind = kind(run, entry);
    boolean sizes = hasSizes(run);
    return new MeasureRow(
        kind + names.differing(kind, conditions),
        "random start",
        sizes ? "n" : problem.ratioName(),
        sizes ? entry.size() : entry.ratio(),
        entry.lines(),
        entry.measures());
  }

  private static ProblemConfig problem(RecoveryLinesStudy.Results run) {
    return Json.convert(run.manifest().configuration(), RecoveryLinesConfig.class).problem();
  }

  private static String kind(RecoveryLinesStudy.Results run, RecoveryLinesStudy.Entry entry) {
    return hasSizes(run)
        ? String.format(Locale.ROOT, "recovery, m = %.3g %s", entry.ratio(), problem(run).unit())
        : "recovery, n = " + entry.size();
  }

  private static boolean hasSizes(RecoveryLinesStudy.Results run) {
    return run.entries().stream().mapToInt(RecoveryLinesStudy.Entry::size).distinct().count() > 1;
  }

  private static Map<String, String> conditions(ProblemConfig problem) {
    return Map.of(
        "ensemble",
        problem.ensemble().toString(),
        "columns",
        Integer.toString(problem.columns()),
        "rank",
        Integer.toString(problem.rank()),
        "seed",
        Long.toString(problem.seed()));
  }
}
