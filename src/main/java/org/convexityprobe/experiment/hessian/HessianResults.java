package org.convexityprobe.experiment.hessian;

import java.util.List;
import org.convexityprobe.experiment.Manifest;

/**
 * The Hessians of a run, complete: {@code results.json}.
 *
 * @param schemaVersion version of this format
 * @param manifest the configuration and the environment that made them
 * @param checkpoints one result a checkpoint, in the order asked for
 */
public record HessianResults(
    int schemaVersion, Manifest manifest, List<HessianResult> checkpoints) {
  /** The version that this program writes. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies the list. */
  public HessianResults {
    checkpoints = List.copyOf(checkpoints);
  }
}
