package org.convexityprobe.experiment.hessian;

import java.util.List;
import org.convexityprobe.landscape.Spectrum;
import org.convexityprobe.resnet.Checkpoint;

/**
 * The Hessian of one checkpoint's loss, by all learnt parameters.
 *
 * @param name the checkpoint's name in its run
 * @param description the checkpoint
 * @param images number of images that the loss is a mean over
 * @param population number of images that they were drawn from
 * @param spectrum its eigenvalues
 * @param blocks the traces of its diagonal blocks, one for each tensor that is learnt
 * @param products how many products with it were taken
 * @param warnings what a reader must know before using the numbers
 */
public record HessianResult(
    String name,
    Checkpoint description,
    int images,
    int population,
    Spectrum spectrum,
    List<Block> blocks,
    int products,
    List<String> warnings) {
  /**
   * A diagonal block.
   *
   * @param tensor name of the tensor
   * @param parameters number of its elements
   * @param trace of the block
   */
  public record Block(String tensor, int parameters, Spectrum.Mean trace) {}

  /** Copies the lists. */
  public HessianResult {
    blocks = List.copyOf(blocks);
    warnings = List.copyOf(warnings);
  }
}
