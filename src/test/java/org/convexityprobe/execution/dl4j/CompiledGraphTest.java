package org.convexityprobe.execution.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.convexityprobe.execution.ExampleGraph;
import org.convexityprobe.execution.ExampleGraph.Block;
import org.convexityprobe.execution.plan.Convolutions;
import org.convexityprobe.execution.plan.KernelSet;
import org.convexityprobe.execution.plan.KernelSets;
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
    kernels = KernelSets.load().kernels().orElseThrow();
  }

  private static ComputationGraphConfiguration configuration() {
    return ExampleGraph.residual(Block.IDENTITY, 1, 8, DataType.FLOAT);
  }

  private static CompiledGraph graph() {
    return graph(1);
  }

  private static CompiledGraph graph(int threads) {
    CompiledGraph graph = new CompiledGraph(configuration(), kernels, Convolutions.DIRECT, threads);
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

  /**
   * Two correct programs part once their roundings differ, so each step starts from the same state.
   * The loss of a batch sums 8 · 12 · 12 products a filter, whose roundings grow as their root; one
   * rounding of every parameter shows what that changes in the loss.
   */
  @Test
  void everyStepFromTheSameParametersHasTheLossOfStockExecution() {
    double roundings = 2 * Math.sqrt(8 * 12 * 12);
    CompiledGraph compiled = graph();
    ComputationGraph stock = new ComputationGraph(configuration());
    stock.init();
    Random random = new Random(3);
    for (int step = 0; step < 10; step++) {
      DataSet batch = batch(8, step % 3);
      float[] parameters = compiled.params().ravel().toFloatVector();
      double expected = loss(stock, parameters, batch);
      double one = Math.ulp((float) expected);
      for (int i = 0; i < 2; i++) {
        one = Math.max(one, Math.abs(loss(stock, rounded(parameters, random), batch) - expected));
      }
      compiled.fit(batch);
      assertThat(compiled.score()).as("step %d", step).isCloseTo(expected, within(roundings * one));
    }
    compiled.release();
  }

  private static double loss(ComputationGraph graph, float[] parameters, DataSet batch) {
    graph.params().data().setData(parameters);
    graph.fit(batch);
    return graph.score();
  }

  /** Moves every parameter by up to half a unit in its last place, as a rounding does. */
  private static float[] rounded(float[] parameters, Random random) {
    float[] moved = parameters.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] *= 1 + (random.nextFloat() - 0.5f) * 0x1p-22f;
    }
    return moved;
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

    CompiledGraph continued = CompiledGraph.of(restored, kernels, Convolutions.DIRECT, 1);
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
    CompiledGraph graph = new CompiledGraph(configuration, kernels, Convolutions.DIRECT, 1);
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
