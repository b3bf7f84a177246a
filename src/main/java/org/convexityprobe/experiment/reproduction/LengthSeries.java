package org.convexityprobe.experiment.reproduction;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperValue;

/** The lengths of one network at several epochs. */
sealed interface LengthSeries {
  /** Returns the network, at epoch 0. */
  NetworkLabel network();

  /** Returns the epochs at which its length is known. */
  SortedSet<Integer> epochs();

  /** Returns Σ weight · L(epoch) and how well it is known over lines. */
  Estimate combine(Map<Integer, Double> weights);

  /** Returns the epochs after the initialisation. */
  default SortedSet<Integer> trainedEpochs() {
    return epochs().tailSet(1);
  }

  /** Returns the mean length over epochs. */
  default Estimate mean(Collection<Integer> over) {
    SortedMap<Integer, Double> weights = new TreeMap<>();
    over.forEach(epoch -> weights.put(epoch, 1.0 / over.size()));
    return combine(weights);
  }

  /** Returns the change from the first epoch to the last, by the least-squares line through all. */
  default Estimate change() {
    double mean = epochs().stream().mapToInt(epoch -> epoch).average().orElseThrow();
    double squares = epochs().stream().mapToDouble(e -> (e - mean) * (e - mean)).sum();
    double reach = epochs().last() - epochs().first();
    SortedMap<Integer, Double> weights = new TreeMap<>();
    epochs().forEach(epoch -> weights.put(epoch, reach * (epoch - mean) / squares));
    return combine(weights);
  }

  /**
   * Measured lengths. Lines pair across epochs, so that each is combined before their mean is
   * taken.
   *
   * @param network the network, at epoch 0
   * @param lines the lines at each epoch
   */
  record Measured(NetworkLabel network, SortedMap<Integer, List<LineScan>> lines)
      implements LengthSeries {
    @Override
    public SortedSet<Integer> epochs() {
      return new TreeSet<>(lines.keySet());
    }

    @Override
    public Estimate combine(Map<Integer, Double> weights) {
      SortedMap<Integer, Double> sums = new TreeMap<>();
      SortedMap<Integer, Integer> counts = new TreeMap<>();
      weights.forEach(
          (epoch, weight) ->
              lines
                  .get(epoch)
                  .forEach(
                      scan -> {
                        sums.merge(scan.line(), weight * scan.length(), Double::sum);
                        counts.merge(scan.line(), 1, Integer::sum);
                      }));
      return Bootstrap.DEFAULT.mean(
          sums.entrySet().stream()
              .filter(sum -> counts.get(sum.getKey()) == weights.size())
              .mapToDouble(Map.Entry::getValue)
              .toArray());
    }
  }

  /**
   * Printed lengths. Whether the papers' lines pair across epochs is not known: their errors add.
   *
   * @param network the network, at epoch 0
   * @param values the values at each epoch
   */
  record Printed(NetworkLabel network, SortedMap<Integer, PaperValue> values)
      implements LengthSeries {
    private static final int LINES = 25;

    @Override
    public SortedSet<Integer> epochs() {
      return new TreeSet<>(values.keySet());
    }

    @Override
    public Estimate combine(Map<Integer, Double> weights) {
      double mean = 0;
      double variance = 0;
      for (Map.Entry<Integer, Double> weight : weights.entrySet()) {
        PaperValue value = values.get(weight.getKey());
        mean += weight.getValue() * value.meanLength();
        variance += Math.pow(weight.getValue() * value.standardError(), 2);
      }
      double error = Math.sqrt(variance);
      return new Estimate(mean, error, mean - 2 * error, mean + 2 * error, LINES);
    }
  }
}
