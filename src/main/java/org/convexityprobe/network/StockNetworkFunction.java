package org.convexityprobe.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Evaluates a network with DL4J as it comes: the reference for every faster way. */
final class StockNetworkFunction implements NetworkFunction {
  private final ComputationGraph graph;
  private final INDArray[] batches;
  private final int images;
  private final int batchSize;
  private final long[] shape;
  private final boolean batchStatistics;

  /**
   * Creates the function.
   *
   * @param configuration the network; its softmax is left out
   * @param loss the images, and the statistics of batch-norm
   */
  StockNetworkFunction(ComputationGraphConfiguration configuration, LossSpec loss) {
    this.graph = withoutSoftmax(configuration);
    this.images = loss.images().count();
    this.batchStatistics = loss.batchStatistics();
    this.batchSize = Math.min(loss.batchSize(), images);
    this.batches = new INDArray[(images + batchSize - 1) / batchSize];
    this.shape = InputShapes.of(configuration, loss.images().shape(), images);
    setImages(loss.images().values());
  }

  private void setImages(float[] values) {
    INDArray all = Nd4j.create(values, shape, 'c');
    for (int i = 0; i < batches.length; i++) {
      int first = i * batchSize;
      batches[i] = all.get(NDArrayIndex.interval(first, Math.min(images, first + batchSize)));
    }
  }

  private static ComputationGraph withoutSoftmax(ComputationGraphConfiguration configuration) {
    ComputationGraphConfiguration copy = configuration.clone();
    String output = copy.getNetworkOutputs().get(0);
    OutputLayer layer =
        (OutputLayer) ((LayerVertex) copy.getVertices().get(output)).getLayerConf().getLayer();
    layer.setActivationFn(new ActivationIdentity());
    layer.setLossFn(new LossMSE());
    ComputationGraph graph = new ComputationGraph(copy);
    graph.init();
    return graph;
  }

  @Override
  public int images() {
    return images;
  }

  @Override
  public void replaceImages(float[] values) {
    if (batchStatistics) {
      NetworkFunction.super.replaceImages(values);
    }
    setImages(values);
  }

  @Override
  public double[] logits(float[] parameters) {
    if (parameters.length != graph.numParams()) {
      throw new IllegalArgumentException(
          "%d parameters; the network has %d".formatted(parameters.length, graph.numParams()));
    }
    graph.params().data().setData(parameters);
    double[] logits = null;
    int next = 0;
    for (INDArray batch : batches) {
      INDArray output = graph.output(batchStatistics, batch)[0];
      double[] values = output.ravel().toDoubleVector();
      if (logits == null) {
        logits = new double[Math.toIntExact(images * output.size(1))];
      }
      System.arraycopy(values, 0, logits, next, values.length);
      next += values.length;
    }
    return logits;
  }

  @Override
  public double resolution() {
    return Resolution.SINGLE_PRECISION;
  }

  @Override
  public void close() {
    graph.clear();
  }
}
