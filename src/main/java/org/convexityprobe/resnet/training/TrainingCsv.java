package org.convexityprobe.resnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.resnet.EpochMetrics;

/** Writes {@code training.csv}: one row an epoch. */
final class TrainingCsv {
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

  static void write(Path file, List<EpochMetrics> rows) throws IOException {
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
    AtomicFile.writeString(file, text.toString());
  }
}
