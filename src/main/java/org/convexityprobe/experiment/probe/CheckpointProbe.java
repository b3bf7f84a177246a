package org.convexityprobe.experiment.probe;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.landscape.AdaptiveEvidence;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SlopeCheck;
import org.convexityprobe.resnet.TrainedNetwork;

/** Sums up the lines of one checkpoint. */
final class CheckpointProbe {
  private final TrainedNetwork network;
  private final ProbeImages.Selection selection;
  private final ProbeConfig probe;

  CheckpointProbe(TrainedNetwork network, ProbeImages.Selection selection, ProbeConfig probe) {
    this.network = network;
    this.selection = selection;
    this.probe = probe;
  }

  /** Returns the bootstrap of a probe's lines, on the probe's own seed. */
  static Bootstrap bootstrap(ProbeConfig probe) {
    return new Bootstrap(
        probe.seed(), Bootstrap.DEFAULT.resamples(), Bootstrap.DEFAULT.confidence());
  }

  /** Returns the result of finished lines, in the order of their numbers. */
  CheckpointResult result(List<LineEntry> entries) {
    List<LineScan> lines = entries.stream().map(LineEntry::scan).toList();
    List<SlopeCheck> checks =
        entries.stream().map(LineEntry::slopeCheck).filter(Objects::nonNull).toList();
    LineScan first = lines.get(0);
    double loss = first.values().get(first.grid().centre());
    LengthSummary summary = LengthSummary.of(lines, bootstrap(probe));
    return new CheckpointResult(
        network.file().toString(),
        network.description().on(selection.normalization(), selection.population()),
        selection.subset().count(),
        selection.population().count(),
        loss,
        summary,
        warnings(loss, summary, lines, checks),
        lines,
        checks,
        entries.stream().map(LineEntry::curvatureCheck).filter(Objects::nonNull).toList(),
        entries.stream().map(LineEntry::accuracies).toList());
  }

  private static long notFinite(LineScan line) {
    return line.values().stream().filter(value -> !Double.isFinite(value)).count();
  }

  /** Says how adaptive scans found the length of all images. */
  private Optional<String> sampled(List<LineScan> lines) {
    List<AdaptiveEvidence> evidence =
        lines.stream().map(LineScan::evidence).filter(Objects::nonNull).toList();
    if (evidence.isEmpty()) {
      return Optional.empty();
    }
    double evaluations =
        evidence.stream().mapToLong(AdaptiveEvidence::evaluations).average().orElseThrow();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "L is that of all %,d training images on each line with %s %% probability; %,.0f"
                + " evaluations of an image a line, %.1f times fewer than on all of them",
            selection.population().count(),
            percent(1 - evidence.get(0).errorProbability()),
            evaluations,
            evidence.get(0).plainEvaluations() / evaluations));
  }

  /** Returns a probability in percent, without the rounding error of the subtraction. */
  private static String percent(double probability) {
    return BigDecimal.valueOf(100 * probability)
        .round(new MathContext(9))
        .stripTrailingZeros()
        .toPlainString();
  }

  private List<String> warnings(
      double loss, LengthSummary summary, List<LineScan> lines, List<SlopeCheck> checks) {
    List<String> warnings = new ArrayList<>();
    selection.warning().ifPresent(warnings::add);
    network.note().ifPresent(warnings::add);
    int classes = selection.population().classes();
    if (probe.objective().farWorseThanGuessing(loss, classes)) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the loss at the centre is %.3g, and that of guessing is %.3g; a length near the"
                  + " whole line may only reflect this large loss",
              loss,
              probe.objective().ofGuessing(classes)));
    }
    long holes = lines.stream().mapToLong(CheckpointProbe::notFinite).sum();
    if (holes > 0) {
      warnings.add(
          String.format(Locale.ROOT, "the loss is not finite at %d points of the lines", holes));
    }
    sampled(lines).ifPresent(warnings::add);
    if (selection.subset().count() < selection.population().count()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "L describes the loss of %,d of the %,d training images; the range beside it is for"
                  + " all of them",
              selection.subset().count(),
              selection.population().count()));
    }
    int contradictions = checks.stream().mapToInt(SlopeCheck::contradictions).sum();
    if (contradictions > 0) {
      warnings.add(
          "slopes and second differences contradict each other at %d of %d points"
              .formatted(contradictions, summary.points()));
    }
    return warnings;
  }
}
