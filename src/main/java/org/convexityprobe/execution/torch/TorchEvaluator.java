package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.convexityprobe.execution.plan.Network;

/**
 * Evaluates and differentiates a network over fixed images with libtorch.
 *
 * <p>Vectors are flat, in the order of the network's parameters; derivatives are 0 at running
 * statistics. Each call frees what it used on the device. Not for use by several threads at once.
 */
public final class TorchEvaluator implements AutoCloseable {
  private final TorchModel model;
  private final TorchWork work;
  private final int batchSize;
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
   * Places images on the device, for a network that was read as a list of operations.
   *
   * @param pixels [images, channels, height, width], row-major
   * @param threads threads of the processor
   */
  public TorchEvaluator(
      Network network, TorchSettings settings, float[] pixels, Batches how, int threads) {
    this(
        new PlannedModel(network, settings.precision(), how.ownStatistics()),
        settings,
        pixels,
        how.size(),
        threads);
  }

  /**
   * Places images on the device, for a TorchScript network.
   *
   * @param module closed with this
   * @param image shape of one image, as the network takes it
   * @param pixels images, row-major
   * @param batchSize images evaluated together
   * @param threads threads of the processor
   */
  public TorchEvaluator(
      ScriptModule module, long[] image, float[] pixels, int batchSize, int threads) {
    this(new ModuleModel(module, image), module.settings(), pixels, batchSize, threads);
  }

  private TorchEvaluator(
      TorchModel model, TorchSettings settings, float[] pixels, int batchSize, int threads) {
    LibTorch.require();
    this.model = model;
    this.work = new TorchWork(settings, batchSize, threads);
    this.batchSize = batchSize;
    this.images = pixels.length / image();
    replaceImages(pixels);
  }

  /** Returns the numbers of one image. */
  private int image() {
    return (int) LongStream.of(model.input(1)).reduce(1, (a, b) -> a * b);
  }

  /** Returns the number of images. */
  public int images() {
    return images;
  }

  /** Replaces the images by as many others. */
  public void replaceImages(float[] pixels) {
    int length = image();
    if (pixels.length != images * length) {
      throw new IllegalArgumentException(
          "%d pixels; expected %d images of %d".formatted(pixels.length, images, length));
    }
    work.computing(
        () -> {
          freeImages();
          for (int first = 0; first < images; first += batchSize) {
            int last = Math.min(images, first + batchSize);
            Tensor batch =
                work.placed(
                    HostTensors.of(
                        Arrays.copyOfRange(pixels, first * length, last * length),
                        model.input(last - first)));
            batches.add(batch.retainReference());
          }
          return null;
        });
  }

  /** Returns the logits [images, classes], row-major. */
  public double[] logits(float[] parameters) {
    requireLength(parameters.length);
    return logits(() -> HostTensors.of(parameters, parameters.length), batches);
  }

  /** Returns the logits of the first images alone, as many as are evaluated together. */
  public double[] firstLogits(float[] parameters) {
    requireLength(parameters.length);
    return logits(() -> HostTensors.of(parameters, parameters.length), batches.subList(0, 1));
  }

  /** Returns the logits [images, classes], row-major, at parameters in double precision. */
  public double[] logits(double[] parameters) {
    requireLength(parameters.length);
    return logits(() -> HostTensors.of(parameters, parameters.length), batches);
  }

  private double[] logits(Supplier<Tensor> flat, List<Tensor> chosen) {
    return work.computing(
        () -> {
          TorchModel.Point point = point(flat.get(), false);
          List<double[]> parts = new ArrayList<>();
          for (Tensor batch : chosen) {
            parts.add(
                TorchWork.inScope(
                    () ->
                        TorchWork.withoutGradients(
                            () -> HostTensors.doubles(point.logits(batch)))));
          }
          return parts.stream().flatMapToDouble(DoubleStream::of).toArray();
        });
  }

  /**
   * Returns the gradient of the mean cross-entropy.
   *
   * @param labels class of each image
   */
  public double[] gradient(double[] parameters, int[] labels) {
    return gradient(parameters, labels, TorchLoss.CROSS_ENTROPY);
  }

  /**
   * Returns the gradient of a loss.
   *
   * @param labels class of each image
   */
  public double[] gradient(double[] parameters, int[] labels, TorchLoss loss) {
    return derivative(
        parameters, labels, loss, (sum, point) -> gradients(sum, point.leaves(), false));
  }

  /**
   * Returns H v, with the Hessian of the mean cross-entropy by all parameters but the running
   * statistics.
   *
   * @param vector v; its elements at running statistics count for nothing
   * @param labels class of each image
   */
  public double[] hessianTimes(double[] parameters, double[] vector, int[] labels) {
    return hessianTimes(parameters, vector, labels, TorchLoss.CROSS_ENTROPY);
  }

  /**
   * Returns H v, with the Hessian of a loss by all parameters but the running statistics.
   *
   * @param vector v; its elements at running statistics count for nothing
   * @param labels class of each image
   */
  public double[] hessianTimes(double[] parameters, double[] vector, int[] labels, TorchLoss loss) {
    requireLength(vector.length);
    return work.computing(
        () -> {
          Tensor direction = work.placed(HostTensors.of(vector, vector.length));
          return derivative(
              parameters,
              labels,
              loss,
              (sum, point) -> {
                TensorVector first = gradients(sum, point.leaves(), true);
                Tensor slope = null;
                for (int i = 0; i < point.learnt().size(); i++) {
                  if (first.get(i).defined()) {
                    ParameterTensors.Part part = point.learnt().get(i);
                    Tensor along = direction.narrow(0, part.offset(), part.length());
                    Tensor product = first.get(i).mul(along.view(part.shape())).sum();
                    slope = slope == null ? product : slope.add(product);
                  }
                }
                return gradients(slope, point.leaves(), false);
              });
        });
  }

  /** What is taken of the summed loss of a batch: one tensor for each of the parameters'. */
  private interface Derivative {
    TensorVector of(Tensor loss, TorchModel.Point point);
  }

  private double[] derivative(
      double[] parameters, int[] labels, TorchLoss loss, Derivative derivative) {
    requireLength(parameters.length);
    if (labels.length != images) {
      throw new IllegalArgumentException(
          "%d labels for %d images".formatted(labels.length, images));
    }
    return work.computing(
        () -> {
          TorchModel.Point point = point(HostTensors.of(parameters, parameters.length), true);
          double[] sums = new double[parameters.length];
          long[] outputs = new long[1];
          int first = 0;
          for (Tensor batch : batches) {
            int last = Math.min(images, first + batchSize);
            long[] own = Arrays.stream(labels, first, last).asLongStream().toArray();
            TorchWork.inScope(
                () -> {
                  Tensor logits = point.logits(batch);
                  outputs[0] = logits.size(1);
                  add(derivative.of(loss.sum(logits, own), point), point, sums);
                  return null;
                });
            first = last;
          }
          double divisor = loss.divisor(labels, outputs[0]);
          for (int i = 0; i < sums.length; i++) {
            sums[i] /= divisor;
          }
          return sums;
        });
  }

  private static TensorVector gradients(Tensor of, TensorVector by, boolean again) {
    return torch.grad(
        new TensorVector(of), by, new TensorVector(), new BoolOptional(again), again, true);
  }

  private static void add(TensorVector gradients, TorchModel.Point point, double[] sums) {
    for (int i = 0; i < point.learnt().size(); i++) {
      if (gradients.get(i).defined()) {
        int offset = point.learnt().get(i).offset();
        for (double value : HostTensors.doubles(gradients.get(i))) {
          sums[offset++] += value;
        }
      }
    }
  }

  private TorchModel.Point point(Tensor flat, boolean gradients) {
    return model.at(work.placed(flat), gradients);
  }

  private void requireLength(int length) {
    if (length != model.parameters()) {
      throw new IllegalArgumentException(
          "%d parameters; the network has %d".formatted(length, model.parameters()));
    }
  }

  private void freeImages() {
    batches.forEach(Tensor::releaseReference);
    batches.clear();
  }

  @Override
  public void close() {
    freeImages();
    model.close();
  }
}
