package org.convexityprobe.execution.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.TrainingPlan;

/**
 * Tells whether the activations of a forward pass in training can be trusted to be finite. The ReLU
 * that is fused with batch-norm makes 0 of NaN, so the features do not tell.
 *
 * <p>A convolution's output that is not finite makes the mean of its batch-norm's batch not finite.
 * What is normalised is at most the square root of the number of pixels in a batch, below 2¹⁵, so
 * with γ and β below 2¹⁰⁰ neither a batch-norm nor the sum of a thousand residuals overflows. With
 * frozen statistics there is no mean of the batch: then the parameters alone are checked.
 */
final class OverflowGuard {
  private static final float LIMIT = 0x1p100f;

  private final TrainingPlan plan;
  private final FloatPointer parameters;
  private final float[] own;
  private final float[] means;
  private final float[] variances;

  /**
   * Prepares a guard.
   *
   * @param parameters the flat parameter vector
   */
  OverflowGuard(TrainingPlan plan, FloatPointer parameters) {
    this.plan = plan;
    this.parameters = parameters;
    int channels = plan.norms().stream().mapToInt(n -> n.output().channels()).max().orElse(0);
    own = new float[4 * channels];
    means = new float[plan.channels()];
    variances = new float[plan.channels()];
  }

  /** Returns whether the last forward pass stayed finite. */
  boolean holds(TrainingTensors tensors) {
    for (Node.BatchNorm norm : plan.norms()) {
      if (!moderate(norm)) {
        return false;
      }
    }
    if (plan.frozen()) {
      return true;
    }
    tensors.copyStatistics(means, variances);
    return finite(means) && finite(variances);
  }

  private boolean moderate(Node.BatchNorm norm) {
    int channels = norm.output().channels();
    parameters.position(norm.gamma()).get(own, 0, own(channels)).position(0);
    for (int c = 0; c < channels; c++) {
      double deviation = plan.frozen() ? Math.sqrt(own[3 * channels + c] + norm.epsilon()) : 1;
      double mean = plan.frozen() ? own[2 * channels + c] : 0;
      boolean below =
          Math.abs(own[c] / deviation) < LIMIT
              && Math.abs(own[channels + c]) < LIMIT
              && Math.abs(mean) < LIMIT;
      if (!below) {
        return false;
      }
    }
    return true;
  }

  /** γ, β, running mean and running variance follow each other; the last two only if frozen. */
  private int own(int channels) {
    return (plan.frozen() ? 4 : 2) * channels;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
