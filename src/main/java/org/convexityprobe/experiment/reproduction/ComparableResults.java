package org.convexityprobe.experiment.reproduction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeFiles;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.network.Objective;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.TrainingSettings;

/** Which results of a table are of the same thing as the papers', and why others are not. */
final class ComparableResults {
  /** Training images of CIFAR-10. */
  static final int IMAGES = 50_000;

  /** Trends are judged on networks with this share of the papers' training, or more. */
  private static final double LEAST_TRAINING = 0.1;

  /** The papers' smallest network has as many layers. */
  private static final int LEAST_DEPTH = 20;

  private final ProbeResults results;
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();

  ComparableResults(ProbeResults results) {
    this.results = results;
  }

  /** Returns the results whose lengths can be compared with printed ones. */
  ProbeResults lengths() {
    return filtered(ComparableResults::whyNotByCell);
  }

  /** Returns why results were left out by the last call, with their number; may be empty. */
  List<String> leftOut() {
    List<String> reasons = new ArrayList<>();
    leftOut.forEach((reason, count) -> reasons.add(count + " " + reason));
    return reasons;
  }

  /** Returns the networks whose trends can be compared with the papers', one for each seed. */
  List<LengthSeries> networks() {
    Map<String, LengthSeries.Measured> networks = new TreeMap<>();
    for (CheckpointResult result : filtered(ComparableResults::whyNotByTrend).checkpoints()) {
      NetworkLabel label = ProbeFiles.label(result.description());
      networks
          .computeIfAbsent(
              label.atEpoch(0) + " " + seed(result.description()),
              key -> new LengthSeries.Measured(label.atEpoch(0), new TreeMap<>()))
          .lines()
          .put(label.epoch(), result.lines());
    }
    return List.copyOf(networks.values());
  }

  private static long seed(Checkpoint network) {
    return network.training() == null ? 0 : network.training().seed();
  }

  private ProbeResults filtered(Function<CheckpointResult, String> whyNot) {
    leftOut.clear();
    Predicate<CheckpointResult> isComparable =
        result -> {
          String reason = whyNot.apply(result);
          if (reason != null) {
            leftOut.merge(reason, 1, Integer::sum);
          }
          return reason == null;
        };
    return new ProbeResults(
        results.schemaVersion(),
        results.manifest(),
        results.checkpoints().stream().filter(isComparable).toList(),
        results.missing());
  }

  private static String whyNotByCell(CheckpointResult result) {
    Checkpoint network = result.description();
    if (blowsUp(result)) {
      return "with a loss at the centre above 10 times guessing";
    }
    return network.epoch() == 0 ? null : whyNotTrainedAlike(network);
  }

  /** Returns why a network's training is not the papers', or null. */
  static String whyNotTrainedAlike(Checkpoint network) {
    if (network.data() == null || network.data().trainImages() < IMAGES) {
      return "trained on a part of the images";
    }
    return isThePapersRecipe(network.training()) ? null : "trained by another recipe";
  }

  private static boolean isThePapersRecipe(TrainingSettings training) {
    TrainingSettings papers = TrainingSettings.PAPER;
    return training != null
        && training.milestones().equals(papers.milestones())
        && training.batchSize() == papers.batchSize()
        && training.learningRate() == papers.learningRate()
        && training.learningRateFactor() == papers.learningRateFactor()
        && training.warmupEpochs() == papers.warmupEpochs()
        && training.momentum() == papers.momentum()
        && training.weightDecay() == papers.weightDecay()
        && training.augmentation().equals(papers.augmentation());
  }

  private static String whyNotByTrend(CheckpointResult result) {
    Checkpoint network = result.description();
    if (blowsUp(result)) {
      return "with a loss at the centre above 10 times guessing";
    }
    if (network.resNet().depth() < LEAST_DEPTH) {
      return "of fewer layers than the papers' 20";
    }
    return trainingShare(network) < LEAST_TRAINING
        ? "with less than a tenth of the papers' training"
        : null;
  }

  /** Returns images times epochs as a share of the papers'. */
  static double trainingShare(Checkpoint network) {
    return network.data() == null || network.training() == null
        ? 0
        : (double) network.data().trainImages()
            * network.training().epochs()
            / (IMAGES * (double) TrainingSettings.PAPER.epochs());
  }

  private static boolean blowsUp(CheckpointResult result) {
    return Objective.CROSS_ENTROPY.farWorseThanGuessing(
        result.loss(), result.description().resNet().classes());
  }
}
