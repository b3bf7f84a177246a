package org.convexityprobe.resnet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.ProbedModel;

/** A network read from disk, of this program's kind or of another. */
public interface TrainedNetwork {
  /** Returns the file that it came from. */
  Path file();

  /** Returns what is known of it. */
  Checkpoint description();

  /** Returns a copy of the flat parameter vector. */
  float[] parameters();

  /** Returns what each slice of the flat vector is. */
  ParameterLayout layout();

  /** Returns the names of numbers that are no parameters and never move. */
  default List<String> buffers() {
    return List.of();
  }

  /** Returns what a reader of results must know of how the network was read, if anything. */
  default Optional<String> note() {
    return Optional.empty();
  }

  /**
   * Returns the network as a model to probe.
   *
   * @param execution how it is computed
   * @param threads threads of the processor
   * @throws IllegalArgumentException if it cannot be computed so
   */
  ProbedModel model(Execution execution, int threads);

  /**
   * Refuses a batch that cannot fit into memory, where that can be told before.
   *
   * @param training whether activations are kept for a backward pass
   * @throws InsufficientMemoryException if more is needed than this process may still use
   */
  default void requireMemory(int batchSize, boolean training) {}

  /**
   * Refuses networks that cannot be compared parameter by parameter.
   *
   * @param purpose what they are compared for, such as {@code a path}
   */
  default void requireArchitectureOf(TrainedNetwork other, String purpose) {
    boolean alike = layout().equals(other.layout());
    if (description().architecture() instanceof ResNetArchitecture own
        && other.description().architecture() instanceof ResNetArchitecture its) {
      alike = own.hasParametersOf(its);
    }
    if (!alike) {
      throw new IllegalArgumentException(
          "%s is %s, but %s is %s; %s needs one architecture"
              .formatted(
                  file(),
                  description().architecture().describe(),
                  other.file(),
                  other.description().architecture().describe(),
                  purpose));
    }
  }
}
