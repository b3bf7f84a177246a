package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.factorization.Curves;
import org.convexityprobe.nmf.Proportion;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;
import org.convexityprobe.report.ShareMap;

/**
 * Tables and figures of descents: curves against m/(nr), and where there are several sizes or
 * ranks, the phase diagram.
 */
record MinimaFiles(MinimaConfig config, List<MinimaStudy.Entry> entries) {
  private static final List<String> HEADER =
      List.of(
          "n",
          "r",
          "ratio",
          "measurements",
          "descents",
          "gd_share",
          "gd_lower",
          "gd_upper",
          "gd_other_solutions",
          "gd_spurious",
          "gd_saddles",
          "gd_unfinished",
          "sgd_share",
          "sgd_lower",
          "sgd_upper",
          "sgd_other_solutions",
          "sgd_spurious",
          "sgd_saddles",
          "sgd_unfinished",
          "isometry_lower_bound");

  void write(ResultFiles files) throws IOException {
    files.csv("minima.csv", HEADER, entries.stream().map(MinimaFiles::row).toList());
    files.figure(
        "minima", CurvePlot.of("Descents that reach the planted matrix", panels(), caption()));
    if (config.problems().size() > 1) {
      files.figure(
          "phase",
          ShareMap.of(
              "Share of descents that reach the planted matrix",
              List.of(
                  map("gradient descent", MinimaStudy.Entry::gradientDescent),
                  map("SGD", MinimaStudy.Entry::stochastic)),
              caption()));
    }
  }

  private static List<Object> row(MinimaStudy.Entry entry) {
    List<Object> row =
        new ArrayList<>(
            List.of(
                entry.size(),
                entry.rank(),
                entry.ratio(),
                entry.count(),
                entry.gradientDescent().reached().trials()));
    for (Outcome outcome : List.of(entry.gradientDescent(), entry.stochastic())) {
      Proportion reached = outcome.reached();
      row.addAll(List.of(reached.value(), reached.lower(), reached.upper()));
      row.addAll(outcome.failures());
    }
    row.add(entry.isometry());
    return row;
  }

  private String caption() {
    String problems =
        config.problems().size() == 1
            ? config.problem().describe()
            : config.problem().ensemble() + " measurements";
    return "Low-rank recovery, %s, %d descents each; intervals are exact (Clopper–Pearson), 95 %%."
        .formatted(problems, config.instances() * config.starts());
  }

  /** Returns the shares and the bounds of the isometry constant against m/(nr). */
  List<Panel> panels() {
    List<Curve> shares = new ArrayList<>();
    List<Curve> bounds = new ArrayList<>();
    List<ProblemConfig> problems = config.problems();
    for (ProblemConfig problem : problems) {
      List<MinimaStudy.Entry> own = of(problem);
      List<Double> ratios = own.stream().map(MinimaStudy.Entry::ratio).toList();
      if (problems.size() == 1) {
        shares.add(curve("gradient descent", ratios, own, MinimaStudy.Entry::gradientDescent));
        shares.add(curve("SGD", ratios, own, MinimaStudy.Entry::stochastic));
      } else {
        shares.add(curve(name(problem), ratios, own, MinimaStudy.Entry::gradientDescent));
      }
      bounds.add(
          new Curve(
              problems.size() == 1 ? "" : name(problem),
              ratios,
              own.stream().map(MinimaStudy.Entry::isometry).toList(),
              List.of(),
              List.of(),
              true));
    }
    return List.of(
        new Panel(
            problems.size() == 1 ? "share of starts" : "gradient descent",
            config.problem().ratioName(),
            "share that reaches X*",
            true,
            shares),
        new Panel(
            "isometry", config.problem().ratioName(), "isometry constant, at least", true, bounds));
  }

  private static Curve curve(
      String name,
      List<Double> ratios,
      List<MinimaStudy.Entry> entries,
      Function<MinimaStudy.Entry, Outcome> method) {
    return Curves.ofShares(
        name, ratios, entries.stream().map(method).map(Outcome::reached).toList());
  }

  private List<MinimaStudy.Entry> of(ProblemConfig problem) {
    return entries.stream()
        .filter(entry -> entry.size() == problem.size() && entry.rank() == problem.rank())
        .toList();
  }

  private boolean ranksDiffer() {
    return config.problems().stream().mapToInt(ProblemConfig::rank).distinct().count() > 1;
  }

  private boolean sizesDiffer() {
    return config.problems().stream().mapToInt(ProblemConfig::size).distinct().count() > 1;
  }

  /** Returns what tells a problem from the others. */
  private String name(ProblemConfig problem) {
    if (!ranksDiffer()) {
      return problem.sizeWords(problem.size());
    }
    return sizesDiffer()
        ? "%s, r = %d".formatted(problem.sizeWords(problem.size()), problem.rank())
        : "r = " + problem.rank();
  }

  private ShareMap.Panel map(String title, Function<MinimaStudy.Entry, Outcome> method) {
    List<ProblemConfig> problems = config.problems();
    return new ShareMap.Panel(
        title,
        config.problem().ratioName(),
        "",
        config.problem().distinctRatios().stream().map(String::valueOf).toList(),
        problems.stream().map(this::name).toList(),
        problems.stream()
            .map(
                problem ->
                    of(problem).stream()
                        .map(method)
                        .map(Outcome::reached)
                        .map(s -> new ShareMap.Cell(s.value(), s.lower(), s.upper()))
                        .toList())
            .toList());
  }
}
