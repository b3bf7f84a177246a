package org.convexityprobe.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSets;

/** The names of what convolutions of native kernels are computed by. */
public final class ConvolutionChoice {
  /** What a timing on this processor says. */
  public static final String AUTO = "auto";

  /** Every convolution directly. */
  public static final String DIRECT = "direct";

  /** Minimal filtering wherever it applies. */
  public static final String WINOGRAD = "winograd";

  private static final Pattern FROM = Pattern.compile("winograd-from-([1-9][0-9]{0,5})");

  private ConvolutionChoice() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException if there is no such choice
   */
  public static void require(String name) {
    if (!name.equals(AUTO)) {
      parse(name);
    }
  }

  /** Returns what a name other than {@link #AUTO} means. */
  public static Convolutions parse(String name) {
    Matcher from = FROM.matcher(name);
    if (from.matches()) {
      return new Convolutions(Integer.parseInt(from.group(1)));
    }
    return switch (name) {
      case DIRECT -> Convolutions.DIRECT;
      case WINOGRAD -> Convolutions.WINOGRAD;
      default ->
          throw new IllegalArgumentException(
              "convolution is %s; expected auto, direct, winograd or winograd-from-N, where N is the smallest number of channels"
                  .formatted(name));
    };
  }

  /** Times convolutions on this processor, and returns the name of the fastest choice. */
  public static String timed() {
    Convolutions fastest =
        KernelSets.load().kernels().map(KernelSet::fastest).orElse(Convolutions.DIRECT);
    return fastest.equals(Convolutions.DIRECT) ? DIRECT : "winograd-from-" + fastest.winogradFrom();
  }
}
