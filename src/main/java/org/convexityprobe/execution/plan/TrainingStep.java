package org.convexityprobe.execution.plan;

/**
 * One operation of a {@link TrainingPlan}. Sources and targets are activations in forward steps and
 * gradients in backward steps; {@link TrainingPlan#IMAGES} stands for the images.
 */
public sealed interface TrainingStep {
  /** Operations of the forward pass, on activations. */
  sealed interface Forward extends TrainingStep {}

  /** Operations of the backward pass, on gradients. */
  sealed interface Backward extends TrainingStep {}

  /** target ← convolution(source) [+ bias]. */
  record Convolve(Node.Convolution convolution, int source, int target) implements Forward {}

  /**
   * target ← [ReLU](batch-norm(source)) with the statistics that the plan says.
   *
   * @param index which of the plan's batch-norms it is
   */
  record Normalize(Node.BatchNorm norm, int index, int source, int target, boolean rectify)
      implements Forward {}

  /** target ← [ReLU](first + second); the target may be the first. */
  record Add(Shape shape, int first, int second, int target, boolean rectify) implements Forward {}

  /** target ← ReLU(source). */
  record Rectify(Shape shape, int source, int target) implements Forward {}

  /** target ← shortcut(source). */
  record Shortcut(Node.Shortcut shortcut, int source, int target) implements Forward {}

  /** features ← mean over the pixels of source: the last forward step. */
  record Pool(Shape input, int source) implements Forward {}

  /** target ← gradient of the features, spread over the pixels: the first backward step. */
  record PoolBackward(Shape input, int target) implements Backward {}

  /** target ← source where the activation {@code output} is positive; may be in place. */
  record RectifyBackward(Shape shape, int output, int source, int target) implements Backward {}

  /**
   * target ← gradient behind a batch-norm whose input is the activation {@code input}, given the
   * gradient {@code source} of its output; gradients of γ and β go to their place. May be in place.
   */
  record NormalizeBackward(
      Node.BatchNorm norm, int index, int input, int source, int target, boolean rectify)
      implements Backward {}

  /** Gradients of a convolution's weights and bias from its input and its output's gradient. */
  record ConvolveBackwardWeights(Node.Convolution convolution, int input, int source)
      implements Backward {}

  /** target ← gradient of a convolution's input. */
  record ConvolveBackwardData(Node.Convolution convolution, int source, int target)
      implements Backward {}

  /** target ← gradient of a shortcut's input. */
  record ShortcutBackward(Node.Shortcut shortcut, int source, int target) implements Backward {}

  /** target ← first + second; the target may be the first. */
  record Accumulate(Shape shape, int first, int second, int target) implements Backward {}
}
