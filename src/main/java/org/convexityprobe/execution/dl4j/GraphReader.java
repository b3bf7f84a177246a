package org.convexityprobe.execution.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.execution.IdentityShortcutVertex;
import org.convexityprobe.execution.plan.Network;
import org.convexityprobe.execution.plan.Node;
import org.convexityprobe.execution.plan.Shape;
import org.convexityprobe.execution.plan.Window;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.util.GraphIndices;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Reads a {@link Network} out of a DL4J configuration, vertex by vertex in DL4J's topological
 * order, which is also the order of the flat parameter vector.
 */
public final class GraphReader {
  private final ComputationGraphConfiguration configuration;
  private final Shape input;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> outputs = new HashMap<>();
  private int offset;

  private GraphReader(ComputationGraphConfiguration configuration, Shape input) {
    this.configuration = configuration;
    this.input = input;
  }

  /**
   * Reads a DL4J configuration.
   *
   * @param configuration a graph with one input and one output
   * @param input shape of one image
   * @throws UnsupportedGraphException if a vertex is none of convolution, batch-norm, ReLU,
   *     addition, identity shortcut, global average pooling and dense softmax output
   */
  public static Network read(ComputationGraphConfiguration configuration, Shape input)
      throws UnsupportedGraphException {
    return new GraphReader(configuration, input).network();
  }

  private Network network() throws UnsupportedGraphException {
    List<String> graphInputs = configuration.getNetworkInputs();
    List<String> graphOutputs = configuration.getNetworkOutputs();
    if (graphInputs.size() != 1 || graphOutputs.size() != 1) {
      throw new UnsupportedGraphException(
          graphOutputs.get(graphOutputs.size() - 1),
          "%d inputs and %d outputs; only one of each is compiled"
              .formatted(graphInputs.size(), graphOutputs.size()));
    }
    add(graphInputs.get(0), new Node.Input(graphInputs.get(0), input));
    GraphIndices order = new ComputationGraph(configuration).calculateIndices();
    for (int index : order.getTopologicalSortOrder()) {
      String name = order.getIdxToName().get(index);
      if (!outputs.containsKey(name)) {
        vertex(name, configuration.getVertices().get(name));
      }
    }
    if (!(nodes.get(nodes.size() - 1) instanceof Node.Softmax last)
        || !last.name().equals(graphOutputs.get(0))) {
      throw new UnsupportedGraphException(
          graphOutputs.get(0), "only a dense softmax output layer at the very end is compiled");
    }
    return new Network(nodes, offset);
  }

  private void vertex(String name, GraphVertex vertex) throws UnsupportedGraphException {
    if (vertex instanceof LayerVertex layer) {
      layer(name, layer);
    } else if (vertex instanceof ElementWiseVertex sum) {
      addition(name, sum);
    } else if (vertex instanceof IdentityShortcutVertex shortcut) {
      int stride = shortcut.getStride();
      Shape in = source(name).output();
      Shape out = Window.pixel(stride).output(in, shortcut.getOutputChannels());
      add(name, new Node.Shortcut(name, sourceIndex(name), in, out, stride));
    } else {
      throw unsupported(name, vertex);
    }
  }

  private void addition(String name, ElementWiseVertex vertex) throws UnsupportedGraphException {
    List<String> inputs = configuration.getVertexInputs().get(name);
    if (vertex.getOp() != ElementWiseVertex.Op.Add || inputs.size() != 2) {
      throw new UnsupportedGraphException(
          name, "element-wise %s of %d inputs".formatted(vertex.getOp(), inputs.size()));
    }
    int first = outputs.get(inputs.get(0));
    int second = outputs.get(inputs.get(1));
    Shape shape = nodes.get(first).output();
    LayerChecks.require(
        shape.equals(nodes.get(second).output()), name, "adds activations of different shapes");
    add(name, new Node.Addition(name, first, second, shape));
  }

  private void layer(String name, LayerVertex vertex) throws UnsupportedGraphException {
    Layer layer = vertex.getLayerConf().getLayer();
    LayerChecks.plain(name, vertex, layer);
    if (layer.getClass() == ConvolutionLayer.class) {
      convolution(name, (ConvolutionLayer) layer);
    } else if (layer.getClass() == BatchNormalization.class) {
      batchNorm(name, (BatchNormalization) layer);
    } else if (layer.getClass() == ActivationLayer.class) {
      activation(name, (ActivationLayer) layer);
    } else if (layer.getClass() == GlobalPoolingLayer.class) {
      LayerChecks.pooling(name, (GlobalPoolingLayer) layer);
      Shape in = source(name).output();
      Shape out = new Shape(in.channels(), 1, 1);
      add(name, new Node.GlobalPooling(name, sourceIndex(name), in, out));
    } else if (layer.getClass() == OutputLayer.class) {
      softmax(name, (OutputLayer) layer);
    } else {
      throw unsupported(name, layer);
    }
  }

  private void convolution(String name, ConvolutionLayer layer) throws UnsupportedGraphException {
    Shape in = source(name).output();
    LayerChecks.convolution(name, layer, in);
    Window window = LayerChecks.window(layer, in);
    Shape out = window.output(in, Math.toIntExact(layer.getNOut()));
    int bias = layer.hasBias() ? offset : Node.Convolution.NO_BIAS;
    int weights = offset + (layer.hasBias() ? out.channels() : 0); // DL4J keeps the bias first
    Node.Convolution node =
        new Node.Convolution(name, sourceIndex(name), in, out, window, weights, bias);
    offset = weights + node.weightCount();
    add(name, node);
    if (layer.getActivationFn() instanceof ActivationReLU) {
      add(name, new Node.Rectifier(name, nodes.size() - 1, out));
    }
  }

  private void batchNorm(String name, BatchNormalization layer) throws UnsupportedGraphException {
    Shape shape = source(name).output();
    LayerChecks.batchNorm(name, layer, shape);
    add(
        name,
        new Node.BatchNorm(
            name, sourceIndex(name), shape, layer.getEps(), layer.getDecay(), offset));
    offset += 4 * shape.channels();
  }

  private void activation(String name, ActivationLayer layer) throws UnsupportedGraphException {
    if (layer.getActivationFn() instanceof ActivationIdentity) {
      outputs.put(name, sourceIndex(name));
    } else {
      LayerChecks.rectifier(name, layer.getActivationFn());
      add(name, new Node.Rectifier(name, sourceIndex(name), source(name).output()));
    }
  }

  private void softmax(String name, OutputLayer layer) throws UnsupportedGraphException {
    LayerChecks.softmax(name, layer, source(name));
    int inputs = Math.toIntExact(layer.getNIn());
    int classes = Math.toIntExact(layer.getNOut());
    int bias = layer.hasBias() ? offset + inputs * classes : Node.Convolution.NO_BIAS;
    Shape shape = new Shape(classes, 1, 1);
    add(name, new Node.Softmax(name, sourceIndex(name), shape, inputs, offset, bias));
    offset += inputs * classes + (layer.hasBias() ? classes : 0);
  }

  private void add(String name, Node node) {
    outputs.put(name, nodes.size());
    nodes.add(node);
  }

  private Node source(String name) {
    return nodes.get(sourceIndex(name));
  }

  private int sourceIndex(String name) {
    return outputs.get(configuration.getVertexInputs().get(name).get(0));
  }

  private static UnsupportedGraphException unsupported(String name, Object found) {
    return new UnsupportedGraphException(
        name, found.getClass().getSimpleName() + " has no compiled form");
  }
}
