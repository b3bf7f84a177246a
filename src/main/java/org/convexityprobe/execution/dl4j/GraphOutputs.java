package org.convexityprobe.execution.dl4j;

import java.lang.ref.Reference;
import org.convexityprobe.execution.plan.Arithmetic;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.FeatureKernels;
import org.convexityprobe.execution.plan.InferencePlan;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.PlacedImages;
import org.convexityprobe.execution.plan.SoftmaxHead;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The class probabilities of a network, batch-norm on its running statistics. */
final class GraphOutputs implements AutoCloseable {
  private final InferencePlan plan;
  private final KernelSet kernelSet;
  private final FeatureKernels kernels;
  private final SoftmaxHead head;
  private final float[] parameters;
  private final float[] folded;

  GraphOutputs(Network network, KernelSet kernels, int threads) {
    this.plan = InferencePlan.of(network);
    this.kernelSet = kernels;
    this.kernels = kernels.features(plan, Arithmetic.FP32, Convolutions.DIRECT, threads);
    this.head = new SoftmaxHead(network.softmax());
    this.parameters = new float[network.parameters()];
    this.folded = new float[plan.foldedLength()];
  }

  /** Returns softmax outputs [images, classes], detached from any workspace. */
  INDArray probabilities(INDArray flatParameters, INDArray features) {
    INDArray pixels = NativeArrays.dense(features);
    int images = Math.toIntExact(pixels.size(0));
    int classes = plan.network().softmax().classes();
    NativeArrays.pointer(flatParameters).get(parameters, 0, parameters.length);
    plan.fold(parameters, folded);
    kernels.setFilters(folded);
    float[] pooled = new float[images * plan.features()];
    try (PlacedImages placed = kernelSet.place(images, plan.network().input())) {
      placed.set(NativeArrays.pointer(pixels));
      kernels.features(placed, pooled);
    } finally {
      Reference.reachabilityFence(pixels); // may be a copy, whose memory is freed otherwise
    }
    double[] logits = new double[images * classes];
    head.logits(parameters, 0, pooled, images, logits);
    float[] values = new float[images * classes];
    double[] probabilities = new double[classes];
    for (int image = 0; image < images; image++) {
      head.probabilities(logits, image, probabilities);
      for (int c = 0; c < classes; c++) {
        values[image * classes + c] = (float) probabilities[c];
      }
    }
    return detached(values, images, classes);
  }

  @SuppressWarnings("try") // the scope is there to be left, not to be used
  private static INDArray detached(float[] values, int rows, int columns) {
    try (MemoryWorkspace scope = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(values, new long[] {rows, columns}, 'c').castTo(DataType.FLOAT);
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}
