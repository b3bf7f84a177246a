package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.data.Json;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.ResNetGraph;
import org.convexityprobe.resnet.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Makes checkpoints without training: the weights are those of the initialisation. */
public final class UntrainedNetworks {
  private UntrainedNetworks() {}

  /** Writes a ResNet-8 as if it were that of an epoch; the epoch is the seed, too. */
  public static Path write(Path folder, int width, int epoch) throws IOException {
    return write(folder, width, epoch, null);
  }

  /** Writes a ResNet-8 as if it came of a training by the papers' recipe with a seed. */
  public static Path trained(Path folder, int width, int epoch, long seed) throws IOException {
    return write(folder, width, epoch, TrainingSettings.PAPER.withSeed(seed));
  }

  /** Changes what is said of a checkpoint's normalisation and training images. */
  public static void describe(
      Path zip, Normalization normalization, Checkpoint.TrainingData trainedOn) throws IOException {
    Path file = CheckpointFiles.description(zip);
    Checkpoint found = Json.read(file, Checkpoint.class);
    Json.write(
        file,
        new Checkpoint(
            found.schemaVersion(),
            found.architecture(),
            found.epoch(),
            trainedOn,
            normalization,
            found.training(),
            found.metrics(),
            found.versions()));
  }

  private static Path write(Path folder, int width, int epoch, TrainingSettings training)
      throws IOException {
    ResNetArchitecture architecture = ResNetArchitecture.of(8, width);
    ComputationGraph graph =
        new ComputationGraph(
            ResNetGraph.configuration(
                architecture,
                training == null ? epoch : 1000 * training.seed() + epoch,
                new NoOp(),
                DataType.FLOAT));
    graph.init();
    Path zip = CheckpointFiles.file(folder, epoch);
    CheckpointFiles.write(
        zip,
        graph,
        new Checkpoint(
            Checkpoint.SCHEMA_VERSION,
            architecture,
            epoch,
            new Checkpoint.TrainingData("synthetic", 20, 1, null),
            Normalization.CIFAR10,
            training,
            null,
            null));
    return zip;
  }
}
