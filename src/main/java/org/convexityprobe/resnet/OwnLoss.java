package org.convexityprobe.resnet;

import java.nio.file.Path;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.network.NetworkGradient;
import org.convexityprobe.network.NetworkHessian;
import org.convexityprobe.network.Objective;
import org.convexityprobe.network.ProbedModel;

/**
 * A DL4J network that is measured by the loss of its own output layer.
 *
 * @param file of the network
 * @param model the network
 * @param loss of its output layer
 */
record OwnLoss(Path file, ProbedModel model, Objective.Kind loss) implements ProbedModel {
  @Override
  public ParameterLayout layout() {
    return model.layout();
  }

  @Override
  public float[] parameters() {
    return model.parameters();
  }

  @Override
  public NetworkFunction function(LossSpec spec) {
    requireOwn(spec);
    NetworkFunction function = model.function(spec);
    try {
      function.logits(parameters()); // Only evaluating tells whether it takes such images.
      return function;
    } catch (RuntimeException e) {
      function.close();
      throw new IllegalArgumentException(
          "%s does not take images of %s: %s"
              .formatted(file, spec.images().shape(), e.getMessage()),
          e);
    }
  }

  @Override
  public NetworkGradient gradient(LossSpec spec) {
    requireOwn(spec);
    return model.gradient(spec);
  }

  @Override
  public NetworkHessian hessian(LossSpec spec) {
    requireOwn(spec);
    return model.hessian(spec);
  }

  @Override
  public float[] recalibrated(ImageBatches batches) {
    return model.recalibrated(batches);
  }

  private void requireOwn(LossSpec spec) {
    if (spec.objective().loss() != loss) {
      throw new IllegalArgumentException(
          "loss is %s, but the output layer of %s has another; use --loss %s"
              .formatted(spec.objective().loss(), file, loss));
    }
  }
}
