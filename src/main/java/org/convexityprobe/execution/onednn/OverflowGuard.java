package org.convexityprobe.execution.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.TrainingPlan;
import org.convexityprobe.execution.plan.TrainingStep;

/**
 * Tells whether the activations of a forward pass in training can be trusted to be finite. oneDNN's
 * ReLU makes 0 of NaN and of −∞, so the features do not tell.
 *
 * <p>It is enough that nothing that ReLU reads exceeds 2¹¹⁵: then the sum of a thousand residuals
 * does not overflow. With batch statistics, what is normalised is at most the square root of the
 * number of pixels in a batch, below 2¹⁵, so γ and β must be below 2¹⁰⁰, and an input that is not
 * finite makes the mean of its batch not finite. With frozen statistics, the largest input of each
 * batch-norm is looked for. So is the largest output of a convolution that something else than a
 * batch-norm reads.
 */
final class OverflowGuard {
  private static final double LIMIT = 0x1p115;

  /** What is normalised over a batch is smaller. */
  private static final double NORMALIZED = 0x1p15;

  private final TrainingPlan plan;
  private final TrainingTensors tensors;
  private final FloatPointer parameters;
  private final Set<Integer> readElsewhere = new HashSet<>();
  private final List<LargestMagnitude> outputs = new ArrayList<>();
  private final Map<Integer, LargestMagnitude> inputs = new HashMap<>();
  private final float[] own;
  private final float[] means;
  private final float[] variances;

  /**
   * Prepares a guard.
   *
   * @param parameters the flat parameter vector
   */
  OverflowGuard(TrainingPlan plan, TrainingTensors tensors, FloatPointer parameters) {
    this.plan = plan;
    this.tensors = tensors;
    this.parameters = parameters;
    int channels = plan.norms().stream().mapToInt(n -> n.output().channels()).max().orElse(0);
    own = new float[4 * channels];
    means = new float[plan.channels()];
    variances = new float[plan.channels()];
    plan.forward().forEach(this::addReader);
  }

  private void addReader(TrainingStep.Forward step) {
    if (step instanceof TrainingStep.Convolve s) {
      readElsewhere.add(s.source());
    } else if (step instanceof TrainingStep.Add s) {
      readElsewhere.addAll(List.of(s.first(), s.second()));
    } else if (step instanceof TrainingStep.Rectify s) {
      readElsewhere.add(s.source());
    } else if (step instanceof TrainingStep.Shortcut s) {
      readElsewhere.add(s.source());
    } else if (step instanceof TrainingStep.Pool s) {
      readElsewhere.add(s.source());
    }
  }

  /** Adds what must be looked at before a step of the forward pass. */
  void before(TrainingStep.Forward step, List<Step> steps) {
    if (plan.frozen() && step instanceof TrainingStep.Normalize s) {
      // The input may be the images; their layout is that of every batch-norm of this shape.
      LargestMagnitude input = largest(s.source(), s.norm().output());
      inputs.put(s.index(), input);
      steps.add(input);
    }
  }

  /** Adds what must be looked at behind a step of the forward pass. */
  void behind(TrainingStep.Forward step, List<Step> steps) {
    if (step instanceof TrainingStep.Convolve s && readElsewhere.contains(s.target())) {
      LargestMagnitude output = largest(s.target(), s.convolution().output());
      outputs.add(output);
      steps.add(output);
    }
  }

  private LargestMagnitude largest(int activation, Shape shape) {
    dnnl_memory tensor = tensors.activation(activation);
    return new LargestMagnitude(tensor, tensors.layout(shape));
  }

  /** Returns whether the last forward pass stayed finite. */
  boolean holds() {
    for (LargestMagnitude output : outputs) {
      if (!(output.value() < LIMIT)) {
        return false;
      }
    }
    for (int i = 0; i < plan.norms().size(); i++) {
      if (!(plan.frozen() ? bounded(i, inputs.get(i).value()) : moderate(plan.norms().get(i)))) {
        return false;
      }
    }
    if (plan.frozen()) {
      return true;
    }
    tensors.copyStatistics(means, variances);
    return finite(means) && finite(variances);
  }

  /** Returns whether a batch-norm on a batch's own statistics has outputs below the limit. */
  private boolean moderate(Node.BatchNorm norm) {
    int channels = norm.output().channels();
    parameters.position(norm.gamma()).get(own, 0, 2 * channels).position(0);
    for (int c = 0; c < channels; c++) {
      if (!(NORMALIZED * Math.abs(own[c]) < LIMIT
          && NORMALIZED * Math.abs(own[channels + c]) < LIMIT)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a frozen batch-norm has outputs below the limit, given its largest input. */
  private boolean bounded(int index, double input) {
    Node.BatchNorm norm = plan.norms().get(index);
    int channels = norm.output().channels();
    // γ, β, running mean and running variance follow each other.
    parameters.position(norm.gamma()).get(own, 0, 4 * channels).position(0);
    for (int c = 0; c < channels; c++) {
      double scale = Math.abs(own[c]) / Math.sqrt(own[3 * channels + c] + norm.epsilon());
      double shift = Math.abs(own[channels + c]);
      if (!(scale * (input + Math.abs(own[2 * channels + c])) + shift < LIMIT)) {
        return false;
      }
    }
    return true;
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
