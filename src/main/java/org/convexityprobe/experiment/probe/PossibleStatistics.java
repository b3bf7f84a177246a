package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.TrainedNetwork;

/** Tells before a study which statistics of batch-norm its networks can use. */
final class PossibleStatistics {
  private PossibleStatistics() {}

  /**
   * Computes each loss of each network on one batch.
   *
   * @param losses the losses of the study, whose images are checked too
   * @return why a network cannot use some statistics, by those. A network that can use none is left
   *     to its probe, which says why; and so is one that cannot be read
   * @throws IllegalArgumentException if a network has too few images for a loss, or others
   */
  static Map<BatchNormMode, IllegalArgumentException> obstacles(
      List<HashedFile> networks, List<LossSource> losses, UnitContext context) throws IOException {
    Map<BatchNormMode, IllegalArgumentException> all = new EnumMap<>(BatchNormMode.class);
    for (HashedFile file : networks) {
      TrainedNetwork network;
      try {
        network = context.get(file.network());
      } catch (IOException | NotFiniteException e) {
        continue;
      }
      Map<BatchNormMode, IllegalArgumentException> own = new EnumMap<>(BatchNormMode.class);
      for (LossSource source : losses) {
        ProbeImages.Selection selection = context.get(source.images()).of(network.description());
        obstacle(network, selection, source.loss(), source.compute().at(context.place()))
            .ifPresent(reason -> own.putIfAbsent(source.loss().batchNorm(), reason));
      }
      if (own.size() < losses.stream().map(loss -> loss.loss().batchNorm()).distinct().count()) {
        own.forEach(all::putIfAbsent);
      }
    }
    return all;
  }

  private static Optional<IllegalArgumentException> obstacle(
      TrainedNetwork network,
      ProbeImages.Selection selection,
      LossConfig loss,
      ComputeConfig compute) {
    if (network.description().architecture() instanceof ResNetArchitecture) {
      return Optional.empty(); // it can use all
    }
    ImageSet images = selection.subset();
    ImageSet batch = images.first(Math.min(loss.batchSize(), images.count()));
    ProbeImages.Selection few =
        new ProbeImages.Selection(selection.set(), batch, batch, selection.normalization());
    try {
      CheckpointLoss.weights(network, few, loss, compute);
      CheckpointLoss.open(network, few, loss, compute).close();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e);
    } catch (NotFiniteException e) {
      return Optional.empty(); // whether that is so on all images, the probe says
    }
  }
}
