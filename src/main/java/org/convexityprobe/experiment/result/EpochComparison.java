package org.convexityprobe.experiment.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.Difference;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.GroupedMean;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.LengthDifference;
import org.convexityprobe.report.LengthDifference.Kind;
import org.convexityprobe.report.NetworkLabel;

/**
 * How the convexity length of a network changes during training. Line i has the same Gaussian draw
 * at every epoch of one network, so that lines pair: what they have in common cancels.
 */
final class EpochComparison {
  private EpochComparison() {}

  /** Compares each later epoch of a network with its first one; networks of one cell together. */
  static List<LengthDifference> among(Collection<Measurement> measurements) {
    Map<String, List<Measurement>> networks =
        measurements.stream()
            .filter(each -> each.label().epoch() != null)
            .sorted(Comparator.comparing(each -> each.label().epoch()))
            .collect(
                Collectors.groupingBy(
                    each -> each.network() + " " + each.directions(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<List<NetworkLabel>, List<Estimate>> changes = new LinkedHashMap<>();
    for (List<Measurement> epochs : networks.values()) {
      Measurement first = epochs.get(0);
      for (Measurement later : epochs.subList(1, epochs.size())) {
        double[] lines = lineByLine(first.result().lines(), later.result().lines());
        if (lines.length > 0) {
          changes
              .computeIfAbsent(List.of(first.label(), later.label()), key -> new ArrayList<>())
              .add(Bootstrap.DEFAULT.mean(lines));
        }
      }
    }
    return changes.entrySet().stream()
        .map(entry -> difference(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.<LengthDifference, NetworkLabel>comparing(
                    each -> each.from().atEpoch(0).withWidth(1), NetworkLabel.ORDER)
                .thenComparing(each -> each.from().atEpoch(0), NetworkLabel.ORDER)
                .thenComparing(LengthDifference::to, NetworkLabel.ORDER))
        .toList();
  }

  private static LengthDifference difference(List<NetworkLabel> cells, List<Estimate> networks) {
    return new LengthDifference(
        Kind.EPOCHS,
        cells.get(0),
        cells.get(1),
        Difference.paired(GroupedMean.of(networks)),
        networks.size(),
        networks.size());
  }

  /** Returns L(later) − L(first) on the lines that both have. */
  static double[] lineByLine(List<LineScan> first, List<LineScan> later) {
    Map<Integer, Double> lengths = new TreeMap<>();
    first.forEach(scan -> lengths.put(scan.line(), scan.length()));
    return later.stream()
        .filter(scan -> lengths.containsKey(scan.line()))
        .mapToDouble(scan -> scan.length() - lengths.get(scan.line()))
        .toArray();
  }
}
