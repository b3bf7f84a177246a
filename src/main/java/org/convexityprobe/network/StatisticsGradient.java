package org.convexityprobe.network;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Adds the derivatives by batch-norm's running statistics to a gradient that leaves them out, for a
 * loss that uses them. They follow from those by γ and β: with y = γ (x − μ) / √(σ² + ε) + β, ∂ℓ/∂μ
 * = −γ/√(σ² + ε) · ∂ℓ/∂β and ∂ℓ/∂σ² = −γ/(2 (σ² + ε)) · ∂ℓ/∂γ.
 */
final class StatisticsGradient implements NetworkGradient {
  /**
   * Where the four vectors of one batch-norm lie in the flat vector.
   *
   * @param scale γ, or −1 where there is none: derivatives by the statistics are then unknown, NaN
   * @param shift β, or −1
   * @param epsilon ε, or NaN where it is unknown
   */
  record Norm(int scale, int shift, int mean, int variance, int length, double epsilon) {
    private double at(int offset, int i, double... gradient) {
      return scale < 0 || shift < 0 ? Double.NaN : gradient[offset + i];
    }

    private double scale(float[] parameters, int i) {
      return scale < 0 ? Double.NaN : parameters[scale + i];
    }
  }

  private final NetworkGradient gradient;
  private final List<Norm> norms;

  /** Wraps a gradient of the network; closing this closes it. */
  StatisticsGradient(NetworkGradient gradient, ComputationGraphConfiguration configuration) {
    this(gradient, norms(configuration));
  }

  /** Wraps a gradient of a network with these batch-norms; closing this closes it. */
  StatisticsGradient(NetworkGradient gradient, List<Norm> norms) {
    this.gradient = gradient;
    this.norms = norms;
  }

  private static List<Norm> norms(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration.clone());
    graph.init();
    ParameterLayout layout = GraphLayout.layout(graph);
    List<Norm> norms = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() == Role.SCALE) {
        String vertex = tensor.name().substring(0, tensor.name().lastIndexOf('.'));
        norms.add(
            new Norm(
                tensor.offset(),
                offset(layout, vertex + ".bias"),
                offset(layout, vertex + ".running_mean"),
                offset(layout, vertex + ".running_var"),
                tensor.length(),
                epsilon(configuration.getVertices().get(vertex))));
      }
    }
    return norms;
  }

  private static int offset(ParameterLayout layout, String name) {
    return layout.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .mapToInt(Tensor::offset)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no parameters " + name));
  }

  private static double epsilon(GraphVertex vertex) {
    return ((BatchNormalization) ((LayerVertex) vertex).getLayerConf().getLayer()).getEps();
  }

  @Override
  public double[] at(float[] parameters, int[] labels) {
    double[] values = gradient.at(parameters, labels);
    for (Norm norm : norms) {
      for (int i = 0; i < norm.length; i++) {
        double variance = parameters[norm.variance + i] + norm.epsilon;
        double scale = norm.scale(parameters, i);
        values[norm.mean + i] = -scale / Math.sqrt(variance) * norm.at(norm.shift, i, values);
        values[norm.variance + i] = -scale / (2 * variance) * norm.at(norm.scale, i, values);
      }
    }
    return values;
  }

  @Override
  public void close() {
    gradient.close();
  }
}
