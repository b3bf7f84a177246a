package org.convexityprobe.network;

import java.util.Optional;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;

/**
 * The first number of a network that cannot be one: NaN, infinite, or a negative running variance.
 * With such a number some programs give NaN; native kernels would go on to a finite loss.
 */
public final class ParameterFault {
  private static final String VARIANCE = ".running_var";

  private ParameterFault() {}

  /**
   * Returns what is wrong, in words, or nothing.
   *
   * @param parameters flat vector, running statistics included
   */
  public static Optional<String> find(ParameterLayout layout, float[] parameters) {
    for (ParameterLayout.Tensor tensor : layout.tensors()) {
      boolean variance = tensor.role() == Role.STATISTIC && tensor.name().endsWith(VARIANCE);
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        float value = parameters[i];
        if (!Float.isFinite(value)) {
          return Optional.of(
              "%s holds %s; expected finite numbers".formatted(tensor.name(), value));
        }
        if (variance && value < 0) {
          return Optional.of(
              "%s holds %s; expected variances of 0 or more".formatted(tensor.name(), value));
        }
      }
    }
    return Optional.empty();
  }
}
