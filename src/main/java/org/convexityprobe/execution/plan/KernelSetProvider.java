package org.convexityprobe.execution.plan;

import java.util.Optional;

/**
 * Loads the kernels of one library, if this machine can run them. Providers are found by {@link
 * java.util.ServiceLoader}; see {@link KernelSets}.
 */
public interface KernelSetProvider {
  /** Loads the library at its first use. Later calls give the same answer. */
  Loading load();

  /**
   * The outcome of loading.
   *
   * @param kernels the kernels, empty if they cannot be used
   * @param reason why not; empty if they can
   */
  record Loading(Optional<KernelSet> kernels, String reason) {}
}
