package org.convexityprobe.resnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A network layer by layer.
 *
 * @param layers in the order of computation
 */
public record NetworkSummary(List<Row> layers) {
  /**
   * One layer.
   *
   * @param name name of the vertex
   * @param kind what it does
   * @param output shape of its output for one image, such as {@code 16×32×32}
   * @param outputs elements of that output
   * @param parameters learnable parameters
   * @param statistics running statistics
   * @param multiplyAdds multiply-adds of convolutions and dense layers for one image
   */
  public record Row(
      String name,
      String kind,
      String output,
      long outputs,
      long parameters,
      long statistics,
      long multiplyAdds) {}

  /** Copies the list. */
  public NetworkSummary {
    layers = List.copyOf(layers);
  }

  /** Describes a network. */
  public static NetworkSummary of(ResNetArchitecture architecture) {
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(architecture, 0, new NoOp(), DataType.FLOAT);
    Map<String, InputType> outputs =
        configuration.getLayerActivationTypes(ResNetGraph.inputType(architecture));
    List<Row> rows = new ArrayList<>();
    // In the order in which they were added, which is an order of computation.
    configuration
        .getVertices()
        .forEach((name, vertex) -> rows.add(row(name, vertex, outputs.get(name))));
    return new NetworkSummary(rows);
  }

  /** Returns the number of learnable parameters. */
  public long parameters() {
    return layers.stream().mapToLong(Row::parameters).sum();
  }

  /** Returns the number of running statistics. */
  public long statistics() {
    return layers.stream().mapToLong(Row::statistics).sum();
  }

  /** Returns the multiply-adds for one image. */
  public long multiplyAdds() {
    return layers.stream().mapToLong(Row::multiplyAdds).sum();
  }

  /** Returns the elements of all outputs for one image. */
  public long activations() {
    return layers.stream().mapToLong(Row::outputs).sum();
  }

  private static Row row(String name, GraphVertex vertex, InputType output) {
    long elements = output.arrayElementsPerExample();
    if (!(vertex instanceof LayerVertex layerVertex)) {
      return new Row(name, kind(vertex), shape(output), elements, 0, 0, 0);
    }
    Layer layer = layerVertex.getLayerConf().getLayer();
    long parameters = vertex.numParams(false);
    long statistics = layer instanceof BatchNormalization ? parameters / 2 : 0;
    return new Row(
        name,
        kind(layer),
        shape(output),
        elements,
        parameters - statistics,
        statistics,
        multiplyAdds(layer, output));
  }

  private static long multiplyAdds(Layer layer, InputType output) {
    if (layer instanceof ConvolutionLayer convolution) {
      int[] kernel = convolution.getKernelSize();
      return output.arrayElementsPerExample() * convolution.getNIn() * kernel[0] * kernel[1];
    }
    return layer instanceof OutputLayer dense ? dense.getNIn() * dense.getNOut() : 0;
  }

  private static String kind(Object part) {
    if (part instanceof ConvolutionLayer convolution) {
      return "convolution %d×%d, stride %d"
          .formatted(
              convolution.getKernelSize()[0],
              convolution.getKernelSize()[1],
              convolution.getStride()[0]);
    }
    if (part instanceof BatchNormalization) {
      return "batch-norm";
    }
    String name = part.getClass().getSimpleName();
    return switch (name) {
      case "ActivationLayer" -> "ReLU";
      case "ElementWiseVertex" -> "sum";
      case "IdentityShortcutVertex" -> "shortcut";
      case "GlobalPoolingLayer" -> "average pooling";
      case "OutputLayer" -> "dense, softmax";
      default -> name;
    };
  }

  private static String shape(InputType type) {
    return type instanceof InputType.InputTypeConvolutional image
        ? "%d×%d×%d".formatted(image.getChannels(), image.getHeight(), image.getWidth())
        : String.valueOf(type.arrayElementsPerExample());
  }
}
