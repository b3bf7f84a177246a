package org.convexityprobe.resnet.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.resnet.EpochMetrics;

/** The file {@code training.csv} of a training: one row an epoch. */
public final class TrainingCsv {
  private static final String FILE = "training.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader(
              "epoch",
              "learning_rate",
              "train_loss",
              "train_accuracy_percent",
              "test_loss",
              "test_accuracy_percent",
              "images_per_second",
              "seconds",
              "waiting_for_data_percent")
          .setRecordSeparator('\n')
          .get();

  private TrainingCsv() {}

  static void write(Path folder, List<EpochMetrics> rows) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (EpochMetrics row : rows) {
        printer.printRecord(
            row.epoch(),
            row.learningRate(),
            row.trainLoss(),
            row.trainAccuracy(),
            row.testLoss(),
            row.testAccuracy(),
            row.imagesPerSecond(),
            row.seconds(),
            row.waitingShare());
      }
    }
    AtomicFile.writeString(folder.resolve(FILE), text.toString());
  }

  /**
   * Returns whether the last row of a training in a folder is that of an epoch.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean endsWith(Path folder, int epoch) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    // Any bytes have lines: one that is damaged is not the row.
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.reduce("", (before, line) -> line).startsWith(epoch + ",");
    }
  }
}
