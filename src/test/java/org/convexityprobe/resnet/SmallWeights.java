package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.convexityprobe.data.Tensor;
import org.convexityprobe.data.TensorFile;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.GraphLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Files of weights of small networks, as another program might write them. */
public final class SmallWeights {
  private final ParameterLayout layout;
  private final float[] parameters;

  private SmallWeights(ParameterLayout layout, float[] parameters) {
    this.layout = layout;
    this.parameters = parameters;
  }

  /** Makes the initial weights of a network, from a fixed seed. */
  public static SmallWeights of(ResNetArchitecture architecture) {
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(architecture, 5, new NoOp(), DataType.FLOAT));
    graph.init();
    return new SmallWeights(GraphLayout.layout(graph), graph.params().ravel().toFloatVector());
  }

  /** Returns the flat vector. */
  public float[] parameters() {
    return parameters.clone();
  }

  /** Returns the tensors, in the order of the flat vector. */
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (ParameterLayout.Tensor slot : layout.tensors()) {
      tensors.add(
          new Tensor(
              slot.name(),
              WeightFile.shape(slot),
              Arrays.copyOfRange(parameters, slot.offset(), slot.offset() + slot.length())));
    }
    return tensors;
  }

  /** Writes the tensors, changed. */
  public Path write(Path file, Map<String, String> metadata, UnaryOperator<List<Tensor>> change)
      throws IOException {
    new TensorFile(change.apply(tensors()), metadata).write(file);
    return file;
  }

  /** Writes the tensors as they are. */
  public Path write(Path file) throws IOException {
    return write(file, Map.of(), tensors -> tensors);
  }

  /** Returns a change that replaces the tensor of a name; by nothing where that is null. */
  public static UnaryOperator<List<Tensor>> replacing(String name, Tensor replacement) {
    return tensors -> {
      List<Tensor> changed = new ArrayList<>();
      for (Tensor tensor : tensors) {
        if (!tensor.name().equals(name)) {
          changed.add(tensor);
        } else if (replacement != null) {
          changed.add(replacement);
        }
      }
      return changed;
    };
  }
}
