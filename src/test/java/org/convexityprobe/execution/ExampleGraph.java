package org.convexityprobe.execution;

import java.util.Random;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small graphs of every operation that can be compiled, with data for them. */
public final class ExampleGraph {
  /** Shape of the images where nothing else is said. */
  public static final Shape INPUT = new Shape(3, 12, 12);

  public static final int CLASSES = 5;

  /** What stands between the two convolutions of a block and its output. */
  public enum Block {
    NONE,
    IDENTITY,
    PROJECTION
  }

  private final GraphBuilder graph;

  private ExampleGraph(DataType type) {
    this(INPUT, type);
  }

  private ExampleGraph(Shape input, DataType type) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .dataType(type)
            .updater(new Nesterovs(0.05, 0.9))
            .l2(1e-3)
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(
                InputType.convolutional(input.height(), input.width(), input.channels()));
  }

  /** As below, for images of {@link #INPUT}. */
  public static ComputationGraphConfiguration residual(
      Block kind, int blocksPerSegment, int channels, DataType type) {
    return residual(kind, blocksPerSegment, channels, INPUT, type);
  }

  /** Returns a residual network: first convolution, then blocks that double channels and stride. */
  public static ComputationGraphConfiguration residual(
      Block kind, int blocksPerSegment, int channels, Shape input, DataType type) {
    ExampleGraph example = new ExampleGraph(input, type);
    String last = example.relu("relu", example.normalized("first", "image", channels, 3, 1));
    int width = channels;
    for (int segment = 0; segment < 3; segment++) {
      for (int block = 0; block < blocksPerSegment; block++) {
        int stride = segment > 0 && block == 0 ? 2 : 1;
        int out = channels << segment;
        last = example.block(segment + "." + block + ".", last, kind, width, out, stride);
        width = out;
      }
    }
    return example.finish(last);
  }

  /**
   * Returns a graph with what residual networks do not have: biases, ReLU inside a convolution, a
   * batch-norm and an addition that stand alone, channels that are no multiple of a vector, an
   * operand that is read again after its addition, and images that are read twice.
   */
  public static ComputationGraphConfiguration irregular(DataType type) {
    ExampleGraph example = new ExampleGraph(type);
    GraphBuilder graph = example.graph;
    graph.addLayer("a", convolution(5, 3, 1, true, Activation.RELU), "image");
    graph.addLayer("b", convolution(3, 1, 1, true, Activation.IDENTITY), "a");
    graph.addVertex("c", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b", "image");
    graph.addLayer("d", norm(), "c");
    graph.addLayer("e", new ActivationLayer(Activation.RELU), "d");
    graph.addVertex("f", new ElementWiseVertex(ElementWiseVertex.Op.Add), "e", "c");
    graph.addLayer("g", new ActivationLayer(Activation.RELU), "f");
    graph.addVertex("h", new IdentityShortcutVertex(3, 7, 2), "g");
    graph.addLayer("i", convolution(7, 3, 2, false, Activation.IDENTITY), "f");
    graph.addVertex("j", new ElementWiseVertex(ElementWiseVertex.Op.Add), "h", "i");
    graph.addLayer("k", norm(), "j");
    return example.finish("k");
  }

  /** Returns a graph that pools the images and does nothing else before its dense layer. */
  public static ComputationGraphConfiguration pooled(DataType type) {
    return new ExampleGraph(type).finish("image");
  }

  /** Convolutions with two batch-norms, so that a buffer is read, rewritten and read again. */
  public static ComputationGraphConfiguration twiceNormalized(DataType type) {
    ExampleGraph example = new ExampleGraph(type);
    String last = example.relu("start.relu", example.normalized("start", "image", 4, 3, 1));
    for (int i = 0; i < 3; i++) {
      String once = example.normalized("convolution" + i, last, 4, 3, 1);
      last = "twice" + i;
      example.graph.addLayer(last, norm(), once);
    }
    return example.finish(last);
  }

  private String block(String prefix, String input, Block kind, int in, int out, int stride) {
    String first = relu(prefix + "relu1", normalized(prefix + "one", input, out, 3, stride));
    String last = normalized(prefix + "two", first, out, 3, 1);
    if (kind != Block.NONE) {
      String shortcut = input;
      if (kind == Block.PROJECTION && (stride > 1 || in != out)) {
        shortcut = normalized(prefix + "shortcut", input, out, 1, stride);
      } else if (stride > 1 || in != out) {
        shortcut = prefix + "shortcut";
        graph.addVertex(shortcut, new IdentityShortcutVertex(in, out, stride), input);
      }
      graph.addVertex(
          prefix + "add", new ElementWiseVertex(ElementWiseVertex.Op.Add), last, shortcut);
      last = prefix + "add";
    }
    return relu(prefix + "relu2", last);
  }

  private String normalized(String name, String input, int out, int kernel, int stride) {
    graph.addLayer(name, convolution(out, kernel, stride, false, Activation.IDENTITY), input);
    graph.addLayer(name + ".norm", norm(), name);
    return name + ".norm";
  }

  private static ConvolutionLayer convolution(
      int out, int kernel, int stride, boolean bias, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(out)
        .stride(stride, stride)
        .padding(kernel / 2, kernel / 2)
        .hasBias(bias)
        .activation(activation)
        .build();
  }

  private static BatchNormalization norm() {
    return new BatchNormalization.Builder().useLogStd(false).build();
  }

  private String relu(String name, String input) {
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }

  private ComputationGraphConfiguration finish(String last) {
    graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
    graph.addLayer(
        "linear",
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build(),
        "pool");
    return graph.setOutputs("linear").build();
  }

  /** Returns random images [count, channels, height, width]. */
  public static INDArray images(int count, long seed) {
    return images(count, seed, INPUT);
  }

  public static INDArray images(int count, long seed, Shape shape) {
    long[] sizes = {count, shape.channels(), shape.height(), shape.width()};
    return Nd4j.create(pixels(count, seed, shape), sizes, 'c');
  }

  public static float[] pixels(int count, long seed, Shape shape) {
    Random random = new Random(seed);
    float[] pixels = new float[count * shape.elements()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  /** Returns one-hot labels [count, CLASSES]. */
  public static INDArray labels(int count) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, count, CLASSES);
    for (int i = 0; i < count; i++) {
      labels.putScalar(i, (3 * i + 1) % CLASSES, 1);
    }
    return labels;
  }

  /** Moves γ, β and the running statistics away from the values at which networks start. */
  public static void disturb(Network network, float[] parameters, long seed) {
    Random random = new Random(seed);
    for (Node node : network.nodes()) {
      if (node instanceof Node.BatchNorm norm) {
        for (int c = 0; c < norm.output().channels(); c++) {
          parameters[norm.gamma() + c] = 0.5f + random.nextFloat();
          parameters[norm.beta() + c] = random.nextFloat() - 0.5f;
          parameters[norm.mean() + c] = random.nextFloat() - 0.5f;
          parameters[norm.variance() + c] = 0.5f + 2 * random.nextFloat();
        }
      }
    }
  }
}
