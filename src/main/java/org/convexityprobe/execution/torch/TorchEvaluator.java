package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.convexityprobe.execution.plan.Network;

/**
 * Evaluates and differentiates a network over fixed images with libtorch.
 *
 * <p>The loss is the mean cross-entropy. Vectors are flat, in the order of the network's
 * parameters; derivatives are 0 at running statistics. Each call frees what it used on the device.
 * Not for use by several threads at once.
 */
public final class TorchEvaluator implements AutoCloseable {
  /** libtorch's number for a reduction that sums. */
  private static final long SUM = 2;

  private final Network network;
  private final TorchSettings settings;
  private final int batchSize;
  private final int threads;
  private final TorchNetwork operations;
  private final List<ParameterTensors.Part> parts;
  private final List<Tensor> batches = new ArrayList<>();
  private final int images;

  /**
   * How images are evaluated.
   *
   * @param size images evaluated together
   * @param ownStatistics whether batch-norm uses the statistics of each batch
   */
  public record Batches(int size, boolean ownStatistics) {}

  /**
   * Places images on the device.
   *
   * @param pixels [images, channels, height, width], row-major
   * @param threads threads of the processor
   */
  public TorchEvaluator(
      Network network, TorchSettings settings, float[] pixels, Batches how, int threads) {
    LibTorch.require();
    this.network = network;
    this.settings = settings;
    this.batchSize = how.size();
    this.threads = threads;
    this.operations = new TorchNetwork(network, settings.precision(), how.ownStatistics());
    this.parts = ParameterTensors.parts(network);
    this.images = pixels.length / network.input().elements();
    replaceImages(pixels);
  }

  /** Returns the number of images. */
  public int images() {
    return images;
  }

  /** Replaces the images by as many others. */
  public void replaceImages(float[] pixels) {
    int length = network.input().elements();
    if (pixels.length != images * length) {
      throw new IllegalArgumentException(
          "%d pixels; expected %d images of %d".formatted(pixels.length, images, length));
    }
    computing(
        () -> {
          freeImages();
          for (int first = 0; first < images; first += batchSize) {
            int last = Math.min(images, first + batchSize);
            Tensor batch =
                HostTensors.of(
                        Arrays.copyOfRange(pixels, first * length, last * length),
                        last - first,
                        network.input().channels(),
                        network.input().height(),
                        network.input().width())
                    .to(settings.torchDevice(), settings.precision().type());
            batches.add(batch.retainReference());
          }
          return null;
        });
  }

  /** Returns the logits [images, classes], row-major. */
  public double[] logits(float[] parameters) {
    requireLength(parameters.length);
    return logits(() -> HostTensors.of(parameters, parameters.length));
  }

  /** Returns the logits [images, classes], row-major, at parameters in double precision. */
  public double[] logits(double[] parameters) {
    requireLength(parameters.length);
    return logits(() -> HostTensors.of(parameters, parameters.length));
  }

  private double[] logits(Supplier<Tensor> flat) {
    return computing(
        () -> {
          ParameterTensors point = point(flat.get(), false);
          int classes = network.softmax().classes();
          double[] logits = new double[images * classes];
          int next = 0;
          for (Tensor batch : batches) {
            double[] values = inScope(() -> values(operations.logits(batch, point)));
            System.arraycopy(values, 0, logits, next, values.length);
            next += values.length;
          }
          return logits;
        });
  }

  /**
   * Returns the gradient of the loss.
   *
   * @param labels class of each image
   */
  public double[] gradient(double[] parameters, int[] labels) {
    return derivative(parameters, labels, (loss, point) -> gradients(loss, point.leaves(), false));
  }

  /**
   * Returns H v, with the Hessian of the loss by all parameters but the running statistics.
   *
   * @param vector v; its elements at running statistics count for nothing
   * @param labels class of each image
   */
  public double[] hessianTimes(double[] parameters, double[] vector, int[] labels) {
    requireLength(vector.length);
    return computing(
        () -> {
          ParameterTensors direction = point(HostTensors.of(vector, vector.length), false);
          return derivative(
              parameters,
              labels,
              (loss, point) -> {
                TensorVector first = gradients(loss, point.leaves(), true);
                Tensor slope = null;
                for (int i = 0; i < point.learnt().size(); i++) {
                  Tensor product = first.get(i).mul(direction.leaves().get(i)).sum();
                  slope = slope == null ? product : slope.add(product);
                }
                return gradients(slope, point.leaves(), false);
              });
        });
  }

  /** What is taken of the summed loss of a batch: one tensor for each of the parameters'. */
  private interface Derivative {
    TensorVector of(Tensor loss, ParameterTensors point);
  }

  private double[] derivative(double[] parameters, int[] labels, Derivative derivative) {
    requireLength(parameters.length);
    if (labels.length != images) {
      throw new IllegalArgumentException(
          "%d labels for %d images".formatted(labels.length, images));
    }
    return computing(
        () -> {
          ParameterTensors point = point(HostTensors.of(parameters, parameters.length), true);
          double[] sums = new double[parameters.length];
          int first = 0;
          for (Tensor batch : batches) {
            int last = Math.min(images, first + batchSize);
            long[] own = Arrays.stream(labels, first, last).asLongStream().toArray();
            inScope(
                () -> {
                  Tensor loss = loss(operations.logits(batch, point), own);
                  add(derivative.of(loss, point), point, sums);
                  return null;
                });
            first = last;
          }
          for (int i = 0; i < sums.length; i++) {
            sums[i] /= images;
          }
          return sums;
        });
  }

  private static Tensor loss(Tensor logits, long[] labels) {
    Tensor classes = HostTensors.of(labels, labels.length);
    return torch.cross_entropy_loss(logits, classes, new TensorOptional(), SUM, -100, 0);
  }

  private static TensorVector gradients(Tensor of, TensorVector by, boolean again) {
    return torch.grad(
        new TensorVector(of), by, new TensorVector(), new BoolOptional(again), again, true);
  }

  private static void add(TensorVector gradients, ParameterTensors point, double[] sums) {
    for (int i = 0; i < point.learnt().size(); i++) {
      if (gradients.get(i).defined()) {
        int offset = point.learnt().get(i).offset();
        for (double value : values(TorchNetwork.host(gradients.get(i)))) {
          sums[offset++] += value;
        }
      }
    }
  }

  private static double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    tensor.detach().contiguous().data_ptr_double().get(values);
    return values;
  }

  private ParameterTensors point(Tensor flat, boolean gradients) {
    Tensor placed = flat.to(settings.torchDevice(), settings.precision().type());
    return new ParameterTensors(parts, placed, gradients);
  }

  private void requireLength(int length) {
    if (length != network.parameters()) {
      throw new IllegalArgumentException(
          "%d parameters; the network has %d".formatted(length, network.parameters()));
    }
  }

  /** Runs something that computes, with the threads set, and frees its tensors. */
  private <T> T computing(Supplier<T> work) {
    if (torch.get_num_threads() != threads) {
      torch.set_num_threads(threads);
    }
    openblas.blas_set_num_threads(threads);
    try {
      return inScope(work);
    } catch (RuntimeException e) {
      throw TorchMemory.explained(e, settings.device(), batchSize);
    }
  }

  @SuppressWarnings("try") // the scope is there to be left, not to be used
  private static <T> T inScope(Supplier<T> work) {
    try (PointerScope scope = new PointerScope()) {
      return work.get();
    }
  }

  private void freeImages() {
    batches.forEach(Tensor::releaseReference);
    batches.clear();
  }

  @Override
  public void close() {
    freeImages();
  }
}
