package org.convexityprobe.resnet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.Json;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

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

  TrainingState {
    history = List.copyOf(history);
  }

  /** Returns the start of an epoch. */
  static TrainingState atEpoch(int epoch, List<EpochMetrics> history) {
    return new TrainingState(epoch, 0, 0, 0, 0, 0, history);
  }

  BatchMetrics.Sums sums() {
    return new BatchMetrics.Sums(lossSum, correct, images);
  }

  /** A state and the graph that it belongs to. */
  record Restored(TrainingState state, ComputationGraph graph) {}

  /** Writes the graph, its updater's state and this, as one file. */
  void write(Path file, ComputationGraph graph) throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, model, true);
    AtomicFile.write(
        file,
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out);
              ZipInputStream entries =
                  new ZipInputStream(new ByteArrayInputStream(model.toByteArray()))) {
            for (ZipEntry entry = entries.getNextEntry();
                entry != null;
                entry = entries.getNextEntry()) {
              zip.putNextEntry(new ZipEntry(entry.getName()));
              entries.transferTo(zip);
            }
            zip.putNextEntry(new ZipEntry(ENTRY));
            zip.write(Json.write(this).getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /** Reads what {@link #write} wrote. */
  static Restored read(Path file) throws IOException {
    TrainingState state;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(ENTRY);
      if (entry == null) {
        throw new IOException(file + " is no state of a training run: it has no " + ENTRY);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        state =
            Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), TrainingState.class);
      }
    } catch (java.util.zip.ZipException e) {
      throw new IOException(file + " is truncated or no zip file: " + e.getMessage(), e);
    }
    return new Restored(state, ModelSerializer.restoreComputationGraph(file.toFile(), true));
  }
}
