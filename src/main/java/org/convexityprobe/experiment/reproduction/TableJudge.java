package org.convexityprobe.experiment.reproduction;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.Comparison;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.LengthCell;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperValues;
import org.convexityprobe.resnet.Checkpoint;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/**
 * Compares a table of lengths with the papers': all its cells together, and the papers' statements
 * about how lengths change.
 */
final class TableJudge {
  /** A table fits where chance has a worse fit in one case of twenty or more. */
  private static final double SIGNIFICANT = 0.05;

  /** Least share of the printed cells that says something about the table. */
  private static final double LEAST_CELLS = 0.1;

  private static final int SHALLOW = 20;

  private final Target target;
  private final ProbeResults results;
  private final ComparableResults comparable;

  TableJudge(Target target, ProbeResults results) {
    this.target = target;
    this.results = results;
    this.comparable = new ComparableResults(results);
  }

  Judgement judge() {
    ProbeResults lengths = comparable.lengths();
    List<String> leftOut = comparable.leftOut();
    List<LengthCell> cells = printedCells(lengths);
    List<Claim> claims = new ArrayList<>(List.of(lengths(cells, lengths)));
    NetworkTrends trends = new NetworkTrends(comparable.networks());
    if (target == Target.TABLE5) {
      claims.add(trends.width(0));
      claims.add(trends.start());
    } else {
      claims.add(trends.width(SHALLOW));
      claims.add(trends.training());
      claims.add(trends.depth());
    }
    return Judgement.of(seen(cells, leftOut), measured(), claims);
  }

  private List<LengthCell> printedCells(ProbeResults lengths) {
    return Comparison.of(lengths).tables().stream()
        .flatMap(table -> table.cells().stream())
        .filter(cell -> cell.paper() != null && isOfTarget(cell.label()))
        .filter(cell -> !Double.isNaN(cell.standardErrorsFromPaper()))
        .toList();
  }

  private boolean isOfTarget(NetworkLabel label) {
    return switch (target) {
      case TABLE4 -> label.skipConnections() && List.of(32, 56, 80).contains(label.depth());
      case TABLE5 -> !label.skipConnections();
      default -> label.skipConnections();
    };
  }

  private long printed() {
    return PaperValues.load().all().keySet().stream().filter(this::isOfTarget).count();
  }

  private Claim lengths(List<LengthCell> cells, ProbeResults lengths) {
    String statement = "the printed lengths";
    long needed = (long) Math.ceil(LEAST_CELLS * printed());
    boolean trained = cells.stream().anyMatch(cell -> cell.label().epoch() > 0);
    if (cells.size() < needed || !trained) {
      return new Claim(
          statement,
          "%d cells".formatted(cells.size()),
          Agreement.NOT_COMPARABLE,
          "%d of the %d printed cells%s; %d are needed, some of them after training"
              .formatted(cells.size(), printed(), trained ? "" : ", none after training", needed));
    }
    TableFit fit = TableFit.of(cells, correlation(lengths));
    if (fit.probability() >= SIGNIFICANT) {
      return new Claim(statement, fit.words(), Agreement.AGREES, "");
    }
    String worse = String.format(Locale.ROOT, "p = %.3f", fit.probability());
    return cells.stream().anyMatch(cell -> cell.networks().size() > 1)
        ? new Claim(statement, fit.words(), Agreement.DIFFERS, worse)
        : new Claim(
            statement,
            fit.words(),
            Agreement.UNDECIDED,
            worse
                + " by the errors over lines; one seed does not show the variation between"
                + " networks: give --seeds");
  }

  /** Returns how the lengths of one network's lines go together at two epochs. */
  private static ToDoubleBiFunction<NetworkLabel, NetworkLabel> correlation(ProbeResults lengths) {
    Map<NetworkLabel, Map<String, Double>> lines = new HashMap<>();
    for (CheckpointResult result : lengths.checkpoints()) {
      Checkpoint network = result.description();
      String seed = network.training() == null ? "" : network.training().seed() + " ";
      Map<String, Double> own =
          lines.computeIfAbsent(ProbeFiles.label(network), key -> new TreeMap<>());
      for (LineScan scan : result.lines()) {
        own.put(seed + scan.line(), scan.length());
      }
    }
    return (a, b) -> a.atEpoch(0).equals(b.atEpoch(0)) ? pearson(lines.get(a), lines.get(b)) : 0;
  }

  private static double pearson(Map<String, Double> first, Map<String, Double> second) {
    List<String> common = first.keySet().stream().filter(second::containsKey).toList();
    double value =
        common.size() < 2
            ? 0
            : new PearsonsCorrelation()
                .correlation(
                    common.stream().mapToDouble(first::get).toArray(),
                    common.stream().mapToDouble(second::get).toArray());
    return Double.isNaN(value) ? 0 : value;
  }

  private String seen(List<LengthCell> cells, List<String> leftOut) {
    String text =
        String.format(
            Locale.ROOT,
            "%d of %d printed cells (%.0f %%)",
            cells.size(),
            printed(),
            100.0 * cells.size() / printed());
    double share =
        results.checkpoints().stream()
            .mapToDouble(result -> ComparableResults.trainingShare(result.description()))
            .max()
            .orElse(0);
    text +=
        share < 0.01
            ? "; less than 1 % of the papers' training"
            : String.format(Locale.ROOT, "; %.0f %% of the papers' training", 100 * share);
    return leftOut.isEmpty()
        ? text
        : text + "; not compared: checkpoints " + String.join(", ", leftOut);
  }

  private String measured() {
    List<Checkpoint> all =
        results.checkpoints().stream().map(CheckpointResult::description).toList();
    DoubleSummaryStatistics lengths =
        results.checkpoints().stream()
            .mapToDouble(result -> result.summary().length().mean())
            .summaryStatistics();
    DoubleSummaryStatistics losses =
        results.checkpoints().stream().mapToDouble(CheckpointResult::loss).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "depth %s, k = %s, seed %s, epoch %s: L from %.3f to %.3f, loss at the centre up to %.3g",
        list(all, network -> (long) network.resNet().depth()),
        list(all, network -> (long) network.resNet().width()),
        list(all, network -> network.training() == null ? 0 : network.training().seed()),
        list(all, network -> (long) network.epoch()),
        lengths.getMin(),
        lengths.getMax(),
        losses.getMax());
  }

  private static String list(List<Checkpoint> networks, Function<Checkpoint, Long> number) {
    return networks.stream()
        .map(number)
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
