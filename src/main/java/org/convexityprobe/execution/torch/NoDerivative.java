package org.convexityprobe.execution.torch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which operator has no derivative, where libtorch fails for this reason. */
final class NoDerivative {
  private static final Pattern MESSAGE =
      Pattern.compile("derivative for '?([\\w:]+)'? is not implemented");

  private NoDerivative() {}

  /** Returns what to say of a failure, if it is of this kind. */
  static Optional<RuntimeException> in(RuntimeException failure) {
    Matcher found = MESSAGE.matcher(String.valueOf(failure.getMessage()));
    return found.find()
        ? Optional.of(
            new IllegalArgumentException(
                "the network uses %s, of which libtorch has no derivative; trace it with gradients on, not within torch.no_grad(), or save it by torch.jit.script"
                    .formatted(found.group(1)),
                failure))
        : Optional.empty();
  }
}
