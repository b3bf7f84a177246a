package org.convexityprobe.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Describes each slice of a graph's flat parameter vector. */
public final class GraphLayout {
  /** PyTorch's name, and the role, of each of DL4J's parameter keys. */
  private record Kind(String name, Role role) {}

  private static final Map<String, Kind> BATCH_NORM =
      Map.of(
          "gamma", new Kind("weight", Role.SCALE),
          "beta", new Kind("bias", Role.SHIFT),
          "mean", new Kind("running_mean", Role.STATISTIC),
          "var", new Kind("running_var", Role.STATISTIC));

  private static final Map<String, Kind> WEIGHTS =
      Map.of("W", new Kind("weight", Role.FILTERS), "b", new Kind("bias", Role.BIAS));

  private GraphLayout() {}

  /**
   * Returns the layout of a graph's flat vector, tensors named as PyTorch names them.
   *
   * <p>Convolution weights [out, in, height, width] lie in c-order and dense weights [in, out] in
   * f-order, so that in both each output's weights are contiguous.
   */
  public static ParameterLayout layout(ComputationGraph graph) {
    List<Tensor> tensors = new ArrayList<>();
    graph.paramTable().forEach((key, array) -> tensors.add(tensor(key, array)));
    tensors.sort(Comparator.comparingInt(Tensor::offset));
    return new ParameterLayout(tensors);
  }

  /**
   * Returns the layout of the graph of another program, whose names do not tell the shapes. Shapes
   * are those that PyTorch gives such tensors, dense weights [out, in].
   */
  public static ParameterLayout shaped(ComputationGraph graph) {
    Map<Integer, INDArray> arrays = new HashMap<>();
    graph
        .paramTable()
        .values()
        .forEach(array -> arrays.put(Math.toIntExact(array.offset()), array));
    return new ParameterLayout(
        layout(graph).tensors().stream()
            .map(tensor -> shaped(tensor, arrays.get(tensor.offset())))
            .toList());
  }

  private static Tensor shaped(Tensor tensor, INDArray array) {
    List<Integer> shape = List.of(tensor.length()); // of a bias, whose array is [1, length]
    if (tensor.role() == Role.FILTERS) {
      shape =
          array.rank() == 2
              ? List.of(tensor.slices(), tensor.sliceLength())
              : LongStream.of(array.shape()).mapToObj(Math::toIntExact).toList();
    }
    return new Tensor(
        tensor.name(),
        tensor.role(),
        tensor.offset(),
        tensor.slices(),
        tensor.sliceLength(),
        tensor.run(),
        shape);
  }

  private static Tensor tensor(String key, INDArray array) {
    int separator = key.lastIndexOf('_');
    String parameter = key.substring(separator + 1);
    Kind kind = BATCH_NORM.getOrDefault(parameter, WEIGHTS.get(parameter));
    if (kind == null) {
      throw new IllegalArgumentException(
          "parameter " + key + " is neither a weight, a bias nor batch-norm's");
    }
    int slices = kind.role() == Role.FILTERS ? outputs(array) : 1;
    return new Tensor(
        key.substring(0, separator) + "." + kind.name(),
        kind.role(),
        Math.toIntExact(array.offset()),
        slices,
        Math.toIntExact(array.length() / slices));
  }

  private static int outputs(INDArray weights) {
    return Math.toIntExact(weights.rank() == 2 ? weights.size(1) : weights.size(0));
  }
}
