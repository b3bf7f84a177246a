package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.Json;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.LengthTable;
import org.convexityprobe.report.LineCsv;
import org.convexityprobe.report.LineNumpy;
import org.convexityprobe.report.LinePlot;
import org.convexityprobe.report.LossLandscapeFile;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.PaperValues;
import org.convexityprobe.report.TableFormat;
import org.convexityprobe.report.WidthPlot;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.Shortcut;

/** Tables, figures and CSV of a finished probe, made from its results alone. */
public final class ProbeFiles {
  private static final String TABLES = "tables";
  private static final String FIGURES = "figures";
  private static final String HDF5 = "hdf5";

  private ProbeFiles() {}

  /** Returns which cell of the papers' tables a checkpoint belongs to. */
  public static NetworkLabel label(Checkpoint description) {
    return new NetworkLabel(
        description.architecture().shortcut() != Shortcut.NONE,
        description.architecture().depth(),
        description.architecture().width(),
        description.epoch());
  }

  /**
   * Returns the table of depth, width and epoch, with the papers' values beside it where they have
   * some for these very epochs.
   *
   * @throws IllegalArgumentException if two results belong to one cell
   */
  public static LengthTable table(List<CheckpointResult> results) {
    requireCellsOfTheirOwn(results.stream().map(CheckpointResult::description).toList());
    Map<NetworkLabel, LengthSummary> cells = new LinkedHashMap<>();
    results.forEach(result -> cells.put(label(result.description()), result.summary()));
    return LengthTable.of(cells, PaperValues.load());
  }

  /**
   * Refuses checkpoints that one table cannot hold, before they are probed.
   *
   * @param checkpoints zips; those without a description are left to whoever reads them
   * @throws IllegalArgumentException if two belong to one cell
   */
  public static void requireOneTable(List<Path> checkpoints) throws IOException {
    List<Checkpoint> descriptions = new ArrayList<>();
    for (Path checkpoint : checkpoints) {
      Path description = CheckpointFiles.description(checkpoint);
      if (Files.isRegularFile(description)) {
        descriptions.add(Json.read(description, Checkpoint.class));
      }
    }
    requireCellsOfTheirOwn(descriptions);
  }

  private static void requireCellsOfTheirOwn(List<Checkpoint> descriptions) {
    Set<NetworkLabel> cells = new HashSet<>();
    for (Checkpoint description : descriptions) {
      NetworkLabel label = label(description);
      if (!cells.add(label)) {
        throw new IllegalArgumentException(
            "two checkpoints are networks of depth %d, width %d at epoch %d; put them in results of their own"
                .formatted(label.depth(), label.width(), label.epoch()));
      }
    }
  }

  /** Writes the lines of each checkpoint and their figures, and the tables over all. */
  public static void write(ProbeResults results, Path folder) throws IOException {
    for (CheckpointResult result : results.checkpoints()) {
      writeLines(result, folder);
    }
    writeTables(results.checkpoints(), folder);
  }

  private static void writeLines(CheckpointResult result, Path folder) throws IOException {
    String stem = ResultNames.stem(result.description());
    List<LineScan> lines = result.lines();
    LineCsv.write(lines, folder.resolve("lines-" + stem + ".csv"));
    LineNumpy.write(lines, result.accuracies(), folder.resolve("lines-" + stem + ".npz"));
    for (int i = 0; i < lines.size(); i++) {
      LossLandscapeFile.writeLine(
          lines.get(i),
          result.accuracies().isEmpty() ? List.of() : result.accuracies().get(i),
          folder.resolve(HDF5).resolve("%s_%d.h5".formatted(stem, lines.get(i).line())));
    }
    String title =
        "%s, epoch %d, %d of %d training images"
            .formatted(
                result.description().architecture().describe(),
                result.description().epoch(),
                result.images(),
                result.population());
    for (String format : List.of(".png", ".svg")) {
      LinePlot.of(title, lines, LinePlot.needsLogarithm(lines))
          .write(folder.resolve(FIGURES).resolve("lines-" + stem + format));
    }
  }

  /** Writes the table as Markdown, CSV, LaTeX and JSON, and the plot of lengths against epochs. */
  public static void writeTables(List<CheckpointResult> results, Path folder) throws IOException {
    LengthTable table = table(results);
    for (TableFormat format :
        List.of(TableFormat.MARKDOWN, TableFormat.CSV, TableFormat.LATEX, TableFormat.JSON)) {
      AtomicFile.writeString(
          folder.resolve(TABLES).resolve("lengths." + format.extension()), table.render(format));
    }
    for (String format : List.of(".png", ".svg")) {
      WidthPlot.of("Convexity length during training", table)
          .write(folder.resolve(FIGURES).resolve("widths" + format));
    }
  }
}
