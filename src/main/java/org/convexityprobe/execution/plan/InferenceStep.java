package org.convexityprobe.execution.plan;

/**
 * One fused operation of an {@link InferencePlan}. Sources and targets are buffers of the plan;
 * {@link InferencePlan#IMAGES} as a source means the images themselves.
 */
public sealed interface InferenceStep {
  /** Returns the buffer that is written, {@link #FEATURES} for none. */
  int target();

  /** Stands for the features, which are in no buffer, as the target of the last step. */
  int FEATURES = -2;

  /**
   * target ← [ReLU](convolution(source) + bias [+ target]), with batch-norm folded into weights and
   * bias.
   *
   * @param filters index of the folded weights and bias
   * @param accumulate whether the target already holds a sum that is added to
   * @param rectify whether ReLU follows
   */
  record Convolve(
      Node.Convolution convolution,
      int filters,
      int source,
      int target,
      boolean accumulate,
      boolean rectify)
      implements InferenceStep {}

  /** target ← shortcut(source). */
  record Shortcut(Node.Shortcut shortcut, int source, int target) implements InferenceStep {}

  /**
   * target ← [ReLU](scale · source + shift), a batch-norm that no convolution could take in.
   *
   * @param filters index of the folded scale (as weights) and shift (as bias)
   */
  record Scale(Shape shape, int filters, int source, int target, boolean rectify)
      implements InferenceStep {}

  /** target ← [ReLU](first + second). */
  record Add(Shape shape, int first, int second, int target, boolean rectify)
      implements InferenceStep {}

  /** target ← ReLU(source). */
  record Rectify(Shape shape, int source, int target) implements InferenceStep {}

  /** features ← mean over the pixels of source: the last step. */
  record Pool(Shape input, int source) implements InferenceStep {
    @Override
    public int target() {
      return FEATURES;
    }
  }
}
