package org.convexityprobe.execution.plan;

/**
 * Which convolutions of a plan are computed by Winograd's minimal filtering F(4 × 4, 3 × 3), and
 * which directly.
 *
 * <p>F(4 × 4, 3 × 3) makes four times fewer multiplications, and passes over the activations more
 * often. It is faster where there are many channels for each activation to be multiplied with. Its
 * rounding errors are larger; {@code WinogradTest} and {@code WinogradTrainingTest} derive bounds.
 * See Lavin and Gray, <i>Fast Algorithms for Convolutional Neural Networks</i>, CVPR 2016, Section
 * 4.
 *
 * @param winogradFrom the smallest number of input and of output channels from which a convolution
 *     that {@link #possible} allows is computed so
 */
public record Convolutions(int winogradFrom) {
  /** All convolutions directly. */
  public static final Convolutions DIRECT = new Convolutions(Integer.MAX_VALUE);

  /** All convolutions by minimal filtering that can be. */
  public static final Convolutions WINOGRAD = new Convolutions(1);

  /** Rows and columns of the outputs that are computed together. */
  public static final int TILE = 4;

  /** Checks the number. */
  public Convolutions {
    if (winogradFrom < 1) {
      throw new IllegalArgumentException(
          "winogradFrom is %d; expected a positive number of channels".formatted(winogradFrom));
    }
  }

  /** Returns whether a convolution is computed by minimal filtering. */
  public boolean winograd(Node.Convolution convolution) {
    return convolution.input().channels() >= winogradFrom
        && convolution.output().channels() >= winogradFrom
        && possible(convolution);
  }

  /** Returns whether minimal filtering applies: 3 × 3, stride 1, sides that tiles fill. */
  public static boolean possible(Node.Convolution convolution) {
    Shape output = convolution.output();
    return convolution.window().equals(new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1))
        && output.height() % TILE == 0
        && output.width() % TILE == 0;
  }
}
