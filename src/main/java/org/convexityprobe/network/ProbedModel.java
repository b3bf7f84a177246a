package org.convexityprobe.network;

import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.landscape.ParameterLayout;

/**
 * A network that can be probed: its parameters as one flat vector, and its loss as a function of
 * them. Whatever implements it can be scanned along lines and over planes.
 */
public interface ProbedModel {
  /** Returns what each slice of the flat vector is. */
  ParameterLayout layout();

  /** Returns a copy of the flat vector, running statistics included. */
  float[] parameters();

  /** Returns the logits on the images of a loss, as a function of the parameters. */
  NetworkFunction function(LossSpec loss);

  /** Returns the gradient of a loss, as a function of the parameters. */
  NetworkGradient gradient(LossSpec loss);

  /**
   * Returns the Hessian of a loss, as a function of the parameters.
   *
   * @throws IllegalArgumentException if the model is computed in a way that cannot tell
   */
  default NetworkHessian hessian(LossSpec loss) {
    throw new IllegalArgumentException("this model has no second derivatives");
  }

  /**
   * Returns the parameters, with batch-norm's running mean and variance replaced by the averages of
   * what each layer sees over batches.
   */
  float[] recalibrated(ImageBatches batches);
}
