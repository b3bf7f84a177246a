package org.convexityprobe.resnet;

import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.IdentityShortcutVertex;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Writes a {@link ResNetArchitecture} as a DL4J graph of stock layers.
 *
 * <p>Vertices carry the names that PyTorch implementations of these networks use ({@code conv1},
 * {@code layer2.0.bn1}, {@code layer3.0.shortcut.0}, {@code linear}), so that weights map by name.
 */
public final class ResNetGraph {
  private static final double BATCH_NORM_EPSILON = 1e-5;

  /** DL4J's decay d keeps d·old + (1 − d)·new: PyTorch's momentum 0.1. */
  static final double BATCH_NORM_DECAY = 0.9;

  private static final double SMALL_DEVIATION = 1e-3;

  /** Stands for seed 0, which DL4J takes for none: weights would be others at every start. */
  private static final long ZERO = 0x9E3779B97F4A7C15L;

  private final ResNetArchitecture architecture;
  private final GraphBuilder graph;

  private ResNetGraph(ResNetArchitecture architecture, GraphBuilder graph) {
    this.architecture = architecture;
    this.graph = graph;
  }

  /**
   * Returns the configuration of a network.
   *
   * @param seed seed of the initial weights
   * @param updater how gradients become updates
   * @param dataType {@code FLOAT}, or {@code DOUBLE} for checks of gradients
   */
  public static ComputationGraphConfiguration configuration(
      ResNetArchitecture architecture, long seed, IUpdater updater, DataType dataType) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed == 0 ? ZERO : seed)
            .dataType(dataType)
            .updater(updater)
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(inputType(architecture));
    return new ResNetGraph(architecture, builder).build();
  }

  /** Returns the images of a network as DL4J describes them. */
  static InputType inputType(ResNetArchitecture architecture) {
    ImageShape images = architecture.input();
    return InputType.convolutional(images.height(), images.width(), images.channels());
  }

  private ComputationGraphConfiguration build() {
    int channels = architecture.channels(0);
    String last =
        relu(
            "relu1",
            normalized(
                "conv1",
                "bn1",
                "image",
                new Filters(architecture.input().channels(), channels, 3, 1)));
    for (int segment = 0; segment < ResNetArchitecture.SEGMENTS; segment++) {
      for (int block = 0; block < architecture.blocksPerSegment(); block++) {
        int stride = segment > 0 && block == 0 ? 2 : 1;
        String prefix = "layer" + (segment + 1) + "." + block + ".";
        last = block(prefix, last, channels, architecture.channels(segment), stride);
        channels = architecture.channels(segment);
      }
    }
    graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
    graph.addLayer("linear", dense(channels), "pool");
    return graph.setOutputs("linear").build();
  }

  private String block(String prefix, String input, int in, int out, int stride) {
    String first =
        relu(
            prefix + "relu1",
            normalized(prefix + "conv1", prefix + "bn1", input, new Filters(in, out, 3, stride)));
    String second =
        normalized(prefix + "conv2", prefix + "bn2", first, new Filters(out, out, 3, 1));
    if (architecture.shortcut() != Shortcut.NONE) {
      graph.addVertex(
          prefix + "add",
          new ElementWiseVertex(ElementWiseVertex.Op.Add),
          second,
          shortcut(prefix, input, in, out, stride));
      second = prefix + "add";
    }
    return relu(prefix + "relu2", second);
  }

  private String shortcut(String prefix, String input, int in, int out, int stride) {
    if (in == out && stride == 1) {
      return input;
    }
    if (architecture.shortcut() == Shortcut.PROJECTION) {
      return normalized(
          prefix + "shortcut.0", prefix + "shortcut.1", input, new Filters(in, out, 1, stride));
    }
    graph.addVertex(prefix + "shortcut", new IdentityShortcutVertex(in, out, stride), input);
    return prefix + "shortcut";
  }

  /**
   * The filters of a convolution.
   *
   * @param in input channels
   * @param out output channels
   * @param size rows and columns
   * @param stride of both
   */
  private record Filters(int in, int out, int size, int stride) {}

  /** Adds a convolution without bias and the batch-norm behind it. */
  private String normalized(String convolution, String norm, String input, Filters filters) {
    graph.addLayer(
        convolution,
        new ConvolutionLayer.Builder(filters.size, filters.size)
            .nIn(filters.in)
            .nOut(filters.out)
            .stride(filters.stride, filters.stride)
            .padding(filters.size / 2, filters.size / 2)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        input);
    graph.addLayer(
        norm,
        new BatchNormalization.Builder()
            .nIn(filters.out)
            .nOut(filters.out)
            .eps(BATCH_NORM_EPSILON)
            .decay(BATCH_NORM_DECAY)
            .useLogStd(false)
            .build(),
        convolution);
    return norm;
  }

  private String relu(String name, String input) {
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }

  private OutputLayer dense(int in) {
    OutputLayer.Builder layer =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(in)
            .nOut(architecture.classes())
            .activation(Activation.SOFTMAX);
    if (architecture.denseInitialization() == DenseInitialization.SMALL) {
      layer.weightInit(
          new WeightInitDistribution(
              new org.deeplearning4j.nn.conf.distribution.NormalDistribution(0, SMALL_DEVIATION)));
    }
    return layer.build();
  }
}
