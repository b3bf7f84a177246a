package org.convexityprobe.network;

import java.util.Arrays;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.torch.ScriptModule;

/** Evaluates a TorchScript network on fixed images. */
final class ScriptedFunction implements NetworkFunction {
  private final ScriptModule module;
  private final ImageShape shape;
  private final int images;
  private final int batchSize;
  private float[] values;

  /** Prepares a network, which stays open when this closes. */
  ScriptedFunction(ScriptModule module, LossSpec loss) {
    this.module = module;
    shape = loss.images().shape();
    images = loss.images().count();
    batchSize = loss.batchSize();
    values = loss.images().values();
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public void replaceImages(float[] newValues) {
    values = newValues.clone();
  }

  @Override
  public double[] logits(float[] parameters) {
    module.set(parameters);
    double[] logits = null;
    int next = 0;
    for (int first = 0; first < images; first += batchSize) {
      int last = Math.min(images, first + batchSize);
      float[] batch = Arrays.copyOfRange(values, first * shape.length(), last * shape.length());
      double[] part = module.logits(batch, input(last - first));
      if (logits == null) {
        logits = new double[Math.multiplyExact(images, part.length / (last - first))];
      }
      System.arraycopy(part, 0, logits, next, part.length);
      next += part.length;
    }
    return logits;
  }

  /** Returns the shape of a batch; images of one pixel are vectors, such as rows of a table. */
  private long[] input(int count) {
    return shape.plane() == 1 ? new long[] {count, shape.channels()} : shape.array(count);
  }

  /** Parameters are single-precision numbers, whatever the network computes in. */
  @Override
  public double resolution() {
    return Resolution.SINGLE_PRECISION;
  }

  @Override
  public void close() {
    // The module belongs to its model.
  }
}
