package org.convexityprobe.experiment.hessian;

import java.util.List;
import org.convexityprobe.landscape.Tridiagonal;

/**
 * One finished run of the Lanczos process, as the journal keeps it.
 *
 * @param checkpoint the checkpoint's name in its run
 * @param run its number: 0 for the ends of the spectrum, others from random vectors
 * @param seconds how long it took
 * @param tridiagonal what it found
 * @param blocks zᵀ H z restricted to each tensor of the network, in the layout's order: estimates
 *     of the traces of the blocks
 */
record HessianEntry(
    String checkpoint, int run, double seconds, Tridiagonal tridiagonal, List<Double> blocks) {
  HessianEntry {
    blocks = List.copyOf(blocks);
  }
}
