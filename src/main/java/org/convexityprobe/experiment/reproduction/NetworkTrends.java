package org.convexityprobe.experiment.reproduction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.convexityprobe.experiment.reproduction.Finding.Agreement;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperValue;
import org.convexityprobe.report.PaperValues;

/** The papers' statements about how lengths change, judged as trends over networks. */
final class NetworkTrends {
  /** A trend counts where chance has it in fewer than one case of twenty. */
  private static final double SIGNIFICANT = 0.05;

  private final List<LengthSeries> measured;
  private final List<LengthSeries> printed;

  /**
   * Prepares the judgement of networks.
   *
   * @param measured those that can be compared with the papers', one for each seed
   */
  NetworkTrends(List<? extends LengthSeries> measured) {
    this.measured = List.copyOf(measured);
    this.printed = printed(measured);
  }

  /** Returns what the papers print for the networks and epochs that were measured. */
  private static List<LengthSeries> printed(List<? extends LengthSeries> measured) {
    Map<NetworkLabel, PaperValue> all = PaperValues.load().all();
    Map<NetworkLabel, SortedMap<Integer, PaperValue>> found =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (LengthSeries series : measured) {
      for (int epoch : series.epochs()) {
        PaperValue value = all.get(series.network().atEpoch(epoch));
        if (value != null) {
          found.computeIfAbsent(series.network(), key -> new TreeMap<>()).put(epoch, value);
        }
      }
    }
    List<LengthSeries> series = new ArrayList<>();
    found.forEach((network, values) -> series.add(new LengthSeries.Printed(network, values)));
    return series;
  }

  /** Judges that lengths rise with the width of networks of more layers than given. */
  Claim width(int layers) {
    return claim(
        "L rises with k" + (layers > 0 ? " where the depth is above " + layers : ""),
        +1,
        "per doubling of k",
        series ->
            slope(
                series,
                network -> network.depth() > layers,
                NetworkLabel::depth,
                NetworkLabel::width),
        "needs two widths of one depth%s, at one epoch after training"
            .formatted(layers > 0 ? " above " + layers : ""));
  }

  /** Judges that lengths fall with the depth of networks of one width. */
  Claim depth() {
    return claim(
        "L falls with depth",
        -1,
        "per doubling of the depth",
        series -> slope(series, network -> true, NetworkLabel::width, NetworkLabel::depth),
        "needs two depths of one width, at one epoch after training");
  }

  /** Judges that lengths fall during training. */
  Claim training() {
    return claim(
        "L falls during training",
        -1,
        "from the first epoch to the last",
        series -> mean(series, each -> each.epochs().size() > 1, LengthSeries::change),
        "needs two epochs of one network");
  }

  /** Judges that the narrowest networks have shorter lengths at the start than after training. */
  Claim start() {
    return claim(
        "narrow networks are short at the start",
        +1,
        "from the start to after training, k = 1",
        series ->
            mean(
                series,
                each ->
                    each.network().width() == 1
                        && each.epochs().first() == 0
                        && !each.trainedEpochs().isEmpty(),
                NetworkTrends::gain),
        "needs a network of width 1 at the start and after training");
  }

  private static Estimate gain(LengthSeries series) {
    SortedMap<Integer, Double> weights = new TreeMap<>();
    Collection<Integer> trained = series.trainedEpochs();
    trained.forEach(epoch -> weights.put(epoch, 1.0 / trained.size()));
    weights.put(0, -1.0);
    return series.combine(weights);
  }

  private static Optional<Trend> mean(
      List<LengthSeries> series,
      Predicate<LengthSeries> usable,
      Function<LengthSeries, Estimate> change) {
    List<Estimate> changes = series.stream().filter(usable).map(change).toList();
    return changes.isEmpty() ? Optional.empty() : Optional.of(Trend.mean(changes));
  }

  /**
   * Fits lines through networks of one group, against the logarithm of base 2 of a number. Lengths
   * change during training, so that each is the mean over the epochs that all of a group have.
   */
  private static Optional<Trend> slope(
      List<LengthSeries> series,
      Predicate<NetworkLabel> usable,
      Function<NetworkLabel, Integer> group,
      Function<NetworkLabel, Integer> number) {
    Map<Integer, List<LengthSeries>> groups =
        series.stream()
            .filter(each -> usable.test(each.network()) && !each.trainedEpochs().isEmpty())
            .collect(Collectors.groupingBy(each -> group.apply(each.network())));
    List<Trend.Point> points = new ArrayList<>();
    groups.forEach(
        (key, members) -> {
          SortedSet<Integer> epochs = commonEpochs(members);
          boolean several =
              members.stream().map(each -> number.apply(each.network())).distinct().count() > 1;
          if (several && !epochs.isEmpty()) {
            for (LengthSeries each : members) {
              double x = Math.log(number.apply(each.network())) / Math.log(2);
              points.add(new Trend.Point(key, x, each.mean(epochs)));
            }
          }
        });
    return points.isEmpty() ? Optional.empty() : Optional.of(Trend.slope(points));
  }

  /** Returns the epochs after the initialisation that all networks have. */
  private static SortedSet<Integer> commonEpochs(List<LengthSeries> networks) {
    SortedSet<Integer> common = new TreeSet<>(networks.get(0).trainedEpochs());
    networks.forEach(each -> common.retainAll(each.trainedEpochs()));
    return common;
  }

  private Claim claim(
      String statement,
      int sign,
      String unit,
      Function<List<LengthSeries>, Optional<Trend>> trend,
      String needs) {
    Optional<Trend> found = trend.apply(measured);
    if (found.isEmpty()) {
      return new Claim(statement, "nothing comparable", Agreement.NOT_COMPARABLE, needs);
    }
    double probability = found.get().probability(sign);
    String words =
        "%s %s over %d networks%s, p = %s%s"
            .formatted(
                found.get().words(),
                unit,
                found.get().networks(),
                found.get().overNetworks() ? "" : " (error over lines alone)",
                number(probability),
                trend.apply(printed).map(own -> "; the papers' " + own.words()).orElse(""));
    if (!found.get().overNetworks()) {
      return new Claim(
          statement,
          words,
          Agreement.UNDECIDED,
          "too few networks to measure the variation between them");
    }
    if (probability < SIGNIFICANT) {
      return new Claim(statement, words, Agreement.AGREES, "");
    }
    return probability > 1 - SIGNIFICANT
        ? new Claim(statement, words, Agreement.DIFFERS, "it is the other way round")
        : new Claim(statement, words, Agreement.UNDECIDED, "chance explains it");
  }

  private static String number(double probability) {
    return Double.isNaN(probability)
        ? "–"
        : String.format(Locale.ROOT, probability < 0.001 ? "%.0e" : "%.3f", probability);
  }
}
