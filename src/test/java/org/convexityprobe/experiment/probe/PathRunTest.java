package org.convexityprobe.experiment.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.ComputeConfig;
import org.convexityprobe.experiment.config.DataConfig;
import org.convexityprobe.experiment.config.LossConfig;
import org.convexityprobe.experiment.config.PathConfig;
import org.convexityprobe.experiment.work.LocalExecutor;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.landscape.ParameterLayout.Tensor;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.GraphLayout;
import org.convexityprobe.network.NetworkLine;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.convexityprobe.resnet.TrainedNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** What a path measures at its start belongs to the losses that it scans. */
class PathRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(BatchNormMode.class)
  void theSlopeIsTheDerivativeOfTheScannedLossAtItsStart(BatchNormMode mode) throws IOException {
    List<Path> zips = List.of(network(0), network(1));
    LossConfig loss = new LossConfig(8, 4, mode, 1);
    ComputeConfig compute = ComputeConfig.defaults();
    PathResult path =
        new PathRun(zips, data(), loss, new PathConfig(5, 4, 0.95), compute)
            .run(
                folder.resolve("out"),
                new LocalExecutor(),
                new RunControl<>(new ProbeListener() {}, () -> false))
            .orElseThrow()
            .paths()
            .get(0);

    TrainedNetwork start = CheckpointFiles.read(zips.get(0));
    TrainedNetwork end = CheckpointFiles.read(zips.get(1));
    ProbeImages.Selection selection =
        new ProbeImages(data(), loss, LossConfig.DEFAULT_IMAGES).of(end.description());
    Segment segment =
        Segment.between(
            CheckpointLoss.weights(start, selection, loss, compute),
            CheckpointLoss.weights(end, selection, loss, compute),
            end.layout(),
            mode);
    try (CheckpointLoss open = CheckpointLoss.open(end, selection, loss, compute)) {
      NetworkLine line = segment.line(open);
      assertThat(path.scan().lambdas().stream().map(line::valueAt))
          .as("the same function")
          .containsExactlyElementsOf(path.scan().values());
      SimpleRegression near = centralDifferences(line, 0x1p-15);
      SimpleRegression far = centralDifferences(line, 0x1p-12);
      // Kinks of ReLU put an error into both that shrinks with the step, to an eighth in the nearer
      // one; half of the difference holds it. Five standard errors hold the rounding of the losses,
      // and 1e-5 of the norm that of a gradient in single precision, as in the kernels' contract.
      double error =
          5 * near.getInterceptStdErr()
              + Math.abs(near.getIntercept() - far.getIntercept()) / 2
              + 1e-5 * path.alignment().gradientNorm() * path.distance();
      assertThat(path.alignment().slope()).isCloseTo(near.getIntercept(), within(error));
      assertThat(error)
          .as("a slope that is known")
          .isLessThan(0.05 * Math.abs(near.getIntercept()));
    }
    assertThat(path.distance()).isEqualTo(segment.length());
    assertThat(path.alignment().cosine())
        .isCloseTo(
            -path.alignment().slope() / (path.alignment().gradientNorm() * path.distance()),
            within(1e-12));
  }

  /**
   * Central differences D(h) = φ' + c h² + error at the segment's start, against h²: the intercept
   * is φ'. The steps go from the least one to its double.
   */
  private static SimpleRegression centralDifferences(NetworkLine line, double least) {
    SimpleRegression regression = new SimpleRegression();
    for (int i = 0; i < 24; i++) {
      double step = least * Math.pow(2, i / 23.0);
      double difference = line.valueAt(-0.5 + step) - line.valueAt(-0.5 - step);
      regression.addData(step * step, difference / (2 * step));
    }
    return regression;
  }

  private static DataConfig data() {
    return new DataConfig("synthetic", 20, 8, null, 1);
  }

  /** An initialisation whose running statistics, γ and β are not those at which networks start. */
  private Path network(int epoch) throws IOException {
    ResNetArchitecture architecture = ResNetArchitecture.of(8, 1);
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(architecture, epoch, new NoOp(), DataType.FLOAT));
    graph.init();
    float[] parameters = graph.params().ravel().toFloatVector();
    Random random = new Random(epoch);
    for (Tensor tensor : GraphLayout.layout(graph).tensors()) {
      for (int i = tensor.offset(); i < tensor.offset() + tensor.length(); i++) {
        switch (tensor.role()) {
          case SCALE -> parameters[i] = 0.5f + random.nextFloat();
          case SHIFT -> parameters[i] = random.nextFloat() - 0.5f;
          case STATISTIC ->
              parameters[i] =
                  random.nextFloat() + (tensor.name().endsWith("running_var") ? 0.5f : -0.5f);
          default -> {}
        }
      }
    }
    graph.params().data().setData(parameters);
    Path zip = CheckpointFiles.file(folder.resolve("run"), epoch);
    CheckpointFiles.write(
        zip,
        graph,
        new Checkpoint(
            Checkpoint.SCHEMA_VERSION,
            architecture,
            epoch,
            new Checkpoint.TrainingData("synthetic", 20, 1, null),
            Normalization.CIFAR10,
            null,
            null,
            null));
    return zip;
  }
}
