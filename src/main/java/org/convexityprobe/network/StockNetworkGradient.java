package org.convexityprobe.network;

import java.util.Map;
import org.convexityprobe.data.NormalizedImages;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Backpropagates with DL4J as it comes, in double precision: the reference for every faster way.
 *
 * <p>DL4J has no backward pass for batch-norm on frozen statistics. There it is an affine map of
 * each channel, y = s x + t with s = γ / √(σ² + ε) and t = β − s μ, which a depthwise convolution
 * of 1 × 1 computes, or for vectors an element-wise product; from its gradients, ∂ℓ/∂γ = (∂ℓ/∂s − μ
 * ∂ℓ/∂t) / √(σ² + ε) and ∂ℓ/∂β = ∂ℓ/∂t. Where γ and β are locked, and so no parameters, the
 * derivatives by μ and σ² are given: no others tell them.
 */
final class StockNetworkGradient implements NetworkGradient {
  /** Holds parameters and gradients under DL4J's names and in its order. */
  private final ComputationGraph named;

  private final ComputationGraph graph;

  /** Whether batch-norm uses its running statistics. */
  private final boolean frozen;

  private final INDArray pixels;
  private final int batchSize;

  /**
   * Creates the function.
   *
   * @param loss the images, and the statistics of batch-norm
   */
  StockNetworkGradient(ComputationGraphConfiguration configuration, LossSpec loss) {
    named = inDouble(configuration);
    NormalizedImages images = loss.images();
    long[] shape = InputShapes.of(configuration, images.shape(), images.count());
    this.pixels = Nd4j.create(images.values(), shape, 'c').castTo(DataType.DOUBLE);
    this.batchSize = loss.batchSize();
    frozen = !loss.batchStatistics();
    graph = frozen ? inDouble(withFrozenStatistics(configuration)) : named;
  }

  private static ComputationGraph inDouble(ComputationGraphConfiguration configuration) {
    ComputationGraph single = new ComputationGraph(configuration.clone());
    single.init();
    return single.convertDataType(DataType.DOUBLE);
  }

  private ComputationGraphConfiguration withFrozenStatistics(
      ComputationGraphConfiguration configuration) {
    ComputationGraphConfiguration copy = configuration.clone();
    INDArray image = pixels.get(NDArrayIndex.interval(0, 1)).dup();
    // Only computing tells which batch-norms are given vectors.
    Map<String, INDArray> outputs = named.feedForward(new INDArray[] {image}, false);
    for (Map.Entry<String, GraphVertex> vertex : copy.getVertices().entrySet()) {
      if (vertex.getValue() instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof BatchNormalization norm) {
        boolean vectors = outputs.get(vertex.getKey()).rank() == 2;
        layer.getLayerConf().setLayer(vectors ? affineOfVectors(norm) : affine(norm));
      }
    }
    named.clear();
    return copy;
  }

  private static ElementWiseMultiplicationLayer affineOfVectors(BatchNormalization norm) {
    return new ElementWiseMultiplicationLayer.Builder()
        .name(norm.getLayerName())
        .nIn(norm.getNOut())
        .nOut(norm.getNOut())
        .weightInit(new WeightInitXavier())
        .activation(new ActivationIdentity())
        .updater(new NoOp())
        .biasUpdater(new NoOp())
        .build();
  }

  private static DepthwiseConvolution2D affine(BatchNormalization norm) {
    return new DepthwiseConvolution2D.Builder(1, 1)
        .name(norm.getLayerName())
        .nIn(norm.getNOut())
        .nOut(norm.getNOut())
        .depthMultiplier(1)
        .hasBias(true)
        .weightInit(new WeightInitXavier())
        .activation(new ActivationIdentity())
        .updater(new NoOp())
        .biasUpdater(new NoOp())
        .build();
  }

  @Override
  public double[] at(float[] parameters, int[] labels) {
    if (parameters.length != named.numParams() || labels.length != pixels.size(0)) {
      throw new IllegalArgumentException(
          "%d parameters and %d labels; expected %d and %d"
              .formatted(parameters.length, labels.length, named.numParams(), pixels.size(0)));
    }
    place(parameters);
    INDArray sums = Nd4j.zeros(DataType.DOUBLE, 1, parameters.length);
    for (int first = 0; first < labels.length; first += batchSize) {
      int last = Math.min(labels.length, first + batchSize);
      graph.setInputs(pixels.get(NDArrayIndex.interval(first, last)).dup());
      graph.setLabels(oneHot(labels, first, last));
      graph.computeGradientAndScore();
      collect(sums);
    }
    graph.clear();
    return sums.divi(labels.length).ravel().toDoubleVector();
  }

  private INDArray oneHot(int[] labels, int first, int last) {
    INDArray rows =
        Nd4j.zeros(DataType.DOUBLE, last - first, named.layerSize(named.getNumLayers() - 1));
    for (int image = first; image < last; image++) {
      rows.putScalar(image - first, labels[image], 1);
    }
    return rows;
  }

  /** Hands the parameters over, batch-norm's as s and t. */
  private void place(float[] parameters) {
    named.params().assign(Nd4j.createFromArray(parameters).castTo(DataType.DOUBLE).reshape(1, -1));
    for (Map.Entry<String, INDArray> entry : graph.paramTable().entrySet()) {
      INDArray value = named.paramTable().get(entry.getKey());
      if (value == null) {
        value = entry.getKey().endsWith("_W") ? scale(entry.getKey()) : shift(entry.getKey());
      }
      entry.getValue().assign(value.reshape(value.ordering(), entry.getValue().shape()));
    }
  }

  /** Adds a batch's gradients to those of the flat vector. */
  private void collect(INDArray sums) {
    for (Map.Entry<String, INDArray> entry : named.paramTable().entrySet()) {
      INDArray gradient = gradient(entry.getKey());
      if (gradient != null) {
        INDArray parameter = entry.getValue();
        long from = parameter.offset();
        INDArray part =
            sums.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + parameter.length()));
        part.addi(Nd4j.toFlattened(parameter.ordering(), gradient).reshape(part.shape()));
      }
    }
  }

  /** Returns the gradient of a named parameter; nothing for running statistics, see above. */
  private INDArray gradient(String key) {
    if (key.endsWith("_mean") || key.endsWith("_var")) {
      return frozen && layer(key).isLockGammaBeta() ? statistic(key) : null;
    }
    INDArray own = graph.gradient().getGradientFor(key);
    if (own != null) {
      return own;
    }
    INDArray shift = row(graph.gradient().getGradientFor(vertex(key) + "_b"));
    if (key.endsWith("_beta")) {
      return shift;
    }
    return normalized(key).divi(deviation(key));
  }

  /** Returns √(σ² + ε) ∂ℓ/∂γ = ∂ℓ/∂s − μ ∂ℓ/∂t. */
  private INDArray normalized(String key) {
    INDArray scale = row(graph.gradient().getGradientFor(vertex(key) + "_W"));
    INDArray shift = row(graph.gradient().getGradientFor(vertex(key) + "_b"));
    return scale.sub(shift.mul(row(norm(key, "mean"))));
  }

  /** Returns ∂ℓ/∂μ = −s ∂ℓ/∂t, or ∂ℓ/∂σ² = −s/(2 (σ² + ε)) (∂ℓ/∂s − μ ∂ℓ/∂t). */
  private INDArray statistic(String key) {
    INDArray scale = scale(key).neg();
    if (key.endsWith("_mean")) {
      return scale.muli(row(graph.gradient().getGradientFor(vertex(key) + "_b")));
    }
    INDArray deviation = deviation(key);
    return scale.muli(normalized(key)).divi(deviation.mul(deviation).muli(2));
  }

  private INDArray scale(String key) {
    INDArray gamma = norm(key, "gamma");
    return gamma == null
        ? deviation(key).rdivi(layer(key).getGamma())
        : row(gamma).div(deviation(key));
  }

  private INDArray shift(String key) {
    INDArray moved = scale(key).muli(row(norm(key, "mean")));
    INDArray beta = norm(key, "beta");
    return beta == null ? moved.rsubi(layer(key).getBeta()) : row(beta).sub(moved);
  }

  private BatchNormalization layer(String key) {
    return (BatchNormalization) named.getLayer(vertex(key)).conf().getLayer();
  }

  /** Returns √(σ² + ε) of the batch-norm that a key belongs to. */
  private INDArray deviation(String key) {
    return Transforms.sqrt(row(norm(key, "var")).add(layer(key).getEps()), false);
  }

  private INDArray norm(String key, String parameter) {
    return named.getParam(vertex(key) + "_" + parameter);
  }

  private static String vertex(String key) {
    return key.substring(0, key.lastIndexOf('_'));
  }

  private static INDArray row(INDArray values) {
    return values.reshape(1, values.length());
  }

  @Override
  public void close() {
    graph.clear();
  }
}
