package org.convexityprobe.experiment.reproduction;

import java.util.Random;
import org.convexityprobe.data.NormalizedImages;
import org.convexityprobe.data.matrix.SyntheticMatrix;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.network.LossSpec;
import org.convexityprobe.network.NetworkFunction;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Initialization;
import org.convexityprobe.resnet.NetworkSummary;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * How fast a machine is, in multiply-adds a second.
 *
 * @param threads that it was measured with
 * @param evaluation of networks
 * @param denseStep of gradient steps of a factorisation, all entries observed
 * @param maskedStep of gradient steps, few entries observed
 */
public record MachineSpeed(int threads, double evaluation, double denseStep, double maskedStep) {
  private static final int IMAGES = 128;
  private static final int RANK = 20;
  private static final double WARM_UP_SECONDS = 0.5;
  private static final double SECONDS = 1;

  /** Measures this machine for a few seconds. */
  public static MachineSpeed measure(ComputeConfig compute) {
    compute.apply();
    return new MachineSpeed(
        compute.threads(),
        evaluation(compute),
        step(new SyntheticMatrix(400, 4000, RANK, 0, 1, 1), 2),
        step(new SyntheticMatrix(2000, 4000, RANK, 0, 0.04, 1), 3));
  }

  private static double evaluation(ComputeConfig compute) {
    ResNetArchitecture architecture = ResNetArchitecture.of(20, 1);
    ComputationGraphConfiguration configuration =
        ResNetGraph.configuration(architecture, 0, new NoOp(), DataType.FLOAT);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    float[] parameters = graph.params().ravel().toFloatVector();
    Random random = new Random(0);
    float[] pixels = new float[IMAGES * architecture.input().length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    try (NetworkFunction function =
        compute
            .networks()
            .function(
                configuration,
                new LossSpec(new NormalizedImages(architecture.input(), pixels), IMAGES, false),
                compute.threads())) {
      return IMAGES
          * NetworkSummary.of(architecture).multiplyAdds()
          * rate(() -> function.logits(parameters));
    }
  }

  private static double step(SyntheticMatrix matrix, int products) {
    FactorizationLoss loss = FactorizationLoss.of(matrix.make());
    Factors point = Initialization.HALF_NORMAL.draw(loss, RANK, 1);
    Factors gradient = point.copy();
    return (double) products
        * loss.observedCount()
        * RANK
        * rate(() -> loss.gradientAt(point, gradient));
  }

  /** Returns how often an action runs in a second. */
  private static double rate(Runnable action) {
    repeat(action, WARM_UP_SECONDS);
    return repeat(action, SECONDS);
  }

  private static double repeat(Runnable action, double seconds) {
    long start = System.nanoTime();
    int times = 0;
    double elapsed;
    do {
      action.run();
      times++;
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds);
    return times / elapsed;
  }
}
