package org.convexityprobe.resnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.Json;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.resnet.BuiltGraph;
import org.convexityprobe.resnet.EpochMetrics;
import org.convexityprobe.resnet.GraphArchive;
import org.convexityprobe.resnet.GraphComparison;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a training run stands, apart from the parameters and the momentum: one zip holds all three,
 * so that they cannot disagree after a kill.
 *
 * @param epoch completed epochs
 * @param batch batches of the next epoch that are done
 * @param lossSum sum of the losses of their images
 * @param correct how many of them were classified correctly
 * @param images how many they are
 * @param seconds time spent in the epoch so far
 * @param history metrics of the completed epochs
 */
record TrainingState(
    int epoch,
    int batch,
    double lossSum,
    long correct,
    long images,
    double seconds,
    List<EpochMetrics> history) {
  private static final String ENTRY = "training.json";

  /** Bytes; those of 100,000 epochs. */
  private static final int LARGEST = 1 << 25;

  TrainingState {
    if (epoch < 0 || batch < 0 || images < 0 || correct < 0 || history.size() != epoch) {
      throw new IllegalArgumentException(
          "epoch %d, batch %d, %d of %d images correct, %d epochs of history fit no training run"
              .formatted(epoch, batch, correct, images, history.size()));
    }
    history = List.copyOf(history);
  }

  /** Returns the start of an epoch. */
  static TrainingState atEpoch(int epoch, List<EpochMetrics> history) {
    return new TrainingState(epoch, 0, 0, 0, 0, 0, history);
  }

  BatchSums sums() {
    return new BatchSums(lossSum, correct, images);
  }

  /** A state and the graph that it belongs to. */
  record Restored(TrainingState state, ComputationGraph graph) {}

  /** Writes the graph, its updater's state and this, as one file. */
  void write(Path file, ComputationGraph graph) throws IOException {
    AtomicFile.write(
        file, out -> GraphArchive.write(out, graph, true, Map.of(ENTRY, Json.write(this))));
  }

  /**
   * Reads what {@link #write} wrote. No file is trusted: see {@link GraphArchive}.
   *
   * @param configuration of the graph, as the run builds it
   * @throws IOException if the file is damaged, or is the state of another run
   * @throws NotFiniteException if a parameter is NaN or infinite
   */
  static Restored read(
      Path file, ComputationGraphConfiguration configuration, ResNetArchitecture architecture)
      throws IOException {
    try (GraphArchive archive = GraphArchive.open(file)) {
      TrainingState state = parse(file, archive.text(ENTRY, LARGEST));
      ComputationGraph graph =
          BuiltGraph.of(
              configuration,
              new BuiltGraph.Expected("this run trains", architecture),
              archive,
              GraphComparison.ofTraining());
      INDArray momentum = graph.getUpdater().getStateViewArray();
      if (momentum != null) {
        float[] values =
            archive.vector(
                GraphArchive.UPDATER_STATE, momentum.length(), "this network's momentum has");
        graph.getUpdater().setStateViewArray(Nd4j.create(values, momentum.shape()));
      }
      return new Restored(state, graph);
    }
  }

  private static TrainingState parse(Path file, String text) throws IOException {
    try {
      return Json.parse(text, TrainingState.class);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s: %s".formatted(file, ENTRY, e.getMessage()), e);
    }
  }
}
