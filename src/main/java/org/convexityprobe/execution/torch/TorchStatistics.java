package org.convexityprobe.execution.torch;

import org.bytedeco.javacpp.FloatPointer;
import org.convexityprobe.execution.plan.Network;

/**
 * The means and biased variances that batch-norm sees in batches of images, by libtorch. Not for
 * use by several threads at once.
 */
public final class TorchStatistics implements AutoCloseable {
  private final TorchWork work;
  private final BatchPass pass;

  /**
   * Prepares a network.
   *
   * @param batchSize images in a batch, for messages
   * @param threads threads of the processor
   */
  public TorchStatistics(Network network, TorchSettings settings, int batchSize, int threads) {
    LibTorch.require();
    this.work = new TorchWork(settings, batchSize, threads);
    this.pass = new BatchPass(network, work);
  }

  /**
   * Returns the statistics of a batch.
   *
   * @param parameters flat vector; the running statistics in it count for nothing
   * @param pixels [images, channels, height, width], row-major
   * @return in the order of the parameters; 0 where no statistics lie
   */
  public double[] of(float[] parameters, FloatPointer pixels, int images) {
    return work.computing(
        () ->
            TorchWork.withoutGradients(
                () -> {
                  pass.logits(
                      pass.images(pixels, images),
                      pass.parameters(HostTensors.of(parameters, parameters.length), false));
                  return HostTensors.doubles(pass.statistics(images));
                }));
  }

  @Override
  public void close() {
    pass.close();
  }
}
