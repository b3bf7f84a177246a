package org.convexityprobe.execution.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.convexityprobe.execution.ExampleGraph;
import org.convexityprobe.execution.ExampleGraph.Block;
import org.convexityprobe.execution.onednn.OneDnnKernels;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A compiled graph as DL4J's solver, serializer and users see it. */
class CompiledGraphTest {
  private static KernelSet kernels;

  @BeforeAll
  static void load() {
    kernels = OneDnnKernels.load().kernels().orElseThrow();
  }

  private static ComputationGraphConfiguration configuration() {
    return ExampleGraph.residual(Block.IDENTITY, 1, 8, DataType.FLOAT);
  }

  private static CompiledGraph graph() {
    return graph(1);
  }

  private static CompiledGraph graph(int threads) {
    CompiledGraph graph = new CompiledGraph(configuration(), kernels, threads);
    graph.init();
    return graph;
  }

  private static DataSet batch(int images, long seed) {
    return new DataSet(ExampleGraph.images(images, seed), ExampleGraph.labels(images));
  }

  @Test
  void trainingRepeatsBitByBit() {
    float[][] results = new float[2][];
    for (int run = 0; run < 2; run++) {
      CompiledGraph graph = graph(2);
      for (int step = 0; step < 10; step++) {
        graph.fit(batch(step == 9 ? 3 : 8, step));
      }
      results[run] = graph.params().ravel().toFloatVector();
      graph.release();
    }
    assertThat(results[1]).isEqualTo(results[0]);
  }

  @Test
  void namesThePartsOfTheGradientOnceForAllSteps() {
    CompiledGraph graph = graph();
    graph.fit(batch(8, 1));
    Gradient first = graph.gradient();
    float[] before = first.getGradientFor("first_W").ravel().toFloatVector();
    graph.fit(batch(8, 2));
    // A network of 56 layers has 170 of them, and naming them anew took 5 ms a step.
    assertThat(graph.gradient()).isSameAs(first);
    assertThat(first.getGradientFor("first_W").ravel().toFloatVector()).isNotEqualTo(before);
    graph.release();
  }

  @Test
  void lossCurvesFollowStockExecution() {
    CompiledGraph compiled = graph();
    ComputationGraph stock = new ComputationGraph(configuration());
    stock.init();
    for (int step = 0; step < 10; step++) {
      DataSet batch = batch(8, step % 3);
      compiled.fit(batch);
      stock.fit(batch);
      // Rounding differs from the first step on, and training lets it grow.
      assertThat(compiled.score()).isCloseTo(stock.score(), within(1e-3));
    }
    compiled.release();
  }

  @Test
  void isSavedAsAPlainGraphThatTrainsOn() throws IOException {
    CompiledGraph graph = graph();
    graph.fit(batch(8, 0));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()), true);
    assertThat(restored.getClass()).isEqualTo(ComputationGraph.class);
    assertThat(restored.params()).isEqualTo(graph.params());

    CompiledGraph continued = CompiledGraph.of(restored, kernels, 1);
    graph.fit(batch(8, 1));
    continued.fit(batch(8, 1));
    assertThat(continued.params()).isEqualTo(graph.params());
    assertThat(continued.getIterationCount()).isEqualTo(2);
    graph.release();
    continued.release();
  }

  @Test
  void leavesGraphsWithoutCompiledFormToStockExecution() throws UnsupportedGraphException {
    ComputationGraphConfiguration configuration = configuration();
    LayerVertex relu = (LayerVertex) configuration.getVertices().get("relu");
    ((ActivationLayer) relu.getLayerConf().getLayer()).setActivationFn(new ActivationTanH());
    assertThatThrownBy(() -> GraphReader.read(configuration, new Shape(3, 12, 12)))
        .isInstanceOf(UnsupportedGraphException.class)
        .hasMessageContaining("'relu'")
        .hasMessageContaining("tanh");
    CompiledGraph graph = new CompiledGraph(configuration, kernels, 1);
    graph.init();
    ComputationGraph stock = new ComputationGraph(configuration);
    stock.init(graph.params(), true);
    graph.fit(batch(2, 0));
    stock.fit(batch(2, 0));
    assertThat(graph.params()).isEqualTo(stock.params());
  }

  @Test
  void refusesLabelsThatDoNotFit() {
    CompiledGraph graph = graph();
    INDArray images = ExampleGraph.images(4, 0);
    assertThatThrownBy(() -> graph.fit(new DataSet(images, ExampleGraph.labels(3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected [4, 5]");
    graph.release();
  }
}
