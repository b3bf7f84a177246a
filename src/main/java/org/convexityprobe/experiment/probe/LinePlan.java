package org.convexityprobe.experiment.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.Resource;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.NetworkPopulation;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * What all lines of one checkpoint have in common.
 *
 * @param checkpoint the zip
 * @param data where the images come from
 * @param probe how it is probed
 * @param compute how it is computed
 * @param direction the file of a given direction; null for random ones
 */
record LinePlan(
    HashedFile checkpoint,
    DataConfig data,
    ProbeConfig probe,
    ComputeConfig compute,
    HashedFile direction)
    implements Resource<LineScans> {
  /** Returns the loss along the lines. */
  LossSource loss() {
    return LossSource.of(data, probe, compute);
  }

  /** Returns the directions of the lines. */
  Resource<LineDirections> directions() {
    return new Directions(checkpoint, probe, direction);
  }

  /** Returns the files that a line takes. */
  List<InputFile> inputs() {
    List<InputFile> inputs = new ArrayList<>(loss().inputs(List.of(checkpoint)));
    if (direction != null) {
      inputs.add(new InputFile(direction.path()));
    }
    return inputs;
  }

  @Override
  public LineScans open(UnitContext context) throws IOException {
    LineDirections lines = context.get(directions());
    if (probe.scan() == ProbeConfig.Scan.PLAIN) {
      return new OpenLines(probe, context.get(loss().of(checkpoint)), lines);
    }
    TrainedNetwork network = context.get(checkpoint.network());
    float[] weights = context.get(loss().weightsOf(checkpoint));
    NetworkPopulation population =
        CheckpointLoss.population(
            network,
            context.get(loss().images()).of(network.description()),
            probe.loss(),
            compute.at(context.place()));
    try {
      return new AdaptiveLines(probe, network, population, weights, lines);
    } catch (RuntimeException e) {
      population.close();
      throw e;
    }
  }

  private record Directions(HashedFile checkpoint, ProbeConfig probe, HashedFile direction)
      implements Resource<LineDirections> {
    @Override
    public LineDirections open(UnitContext context) throws IOException {
      return new LineDirections(
          context.get(checkpoint.network()),
          probe,
          direction == null ? null : direction.verified(context));
    }
  }
}
