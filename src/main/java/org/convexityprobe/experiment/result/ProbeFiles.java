package org.convexityprobe.experiment.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.report.CurvatureCsv;
import org.convexityprobe.report.DifferenceTable;
import org.convexityprobe.report.FigureLayout;
import org.convexityprobe.report.LengthPlot;
import org.convexityprobe.report.LineCsv;
import org.convexityprobe.report.LineNumpy;
import org.convexityprobe.report.LinePlot;
import org.convexityprobe.report.LossLandscapeFile;
import org.convexityprobe.report.NetworkLabel;
import org.convexityprobe.report.TableFormat;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.GivenLabel;
import org.convexityprobe.resnet.NetworkFiles;
import org.convexityprobe.resnet.OtherArchitecture;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;

/** Tables, figures and CSV of a finished probe, made from its results alone. */
public final class ProbeFiles {
  private static final String TABLES = "tables";
  private static final String FIGURES = "figures";
  private static final String HDF5 = "hdf5";

  private static final List<TableFormat> FORMATS =
      List.of(TableFormat.MARKDOWN, TableFormat.CSV, TableFormat.LATEX, TableFormat.JSON);

  private ProbeFiles() {}

  /** Returns which cell of the papers' tables a checkpoint belongs to. */
  public static NetworkLabel label(Checkpoint description) {
    if (description.architecture() instanceof OtherArchitecture other) {
      GivenLabel given = other.given();
      return new NetworkLabel(
          other.name(), given.skipConnections(), given.depth(), given.width(), description.epoch());
    }
    ResNetArchitecture network = description.resNet();
    return new NetworkLabel(
        network.shortcut() != Shortcut.NONE, network.depth(), network.width(), description.epoch());
  }

  /**
   * Refuses files of one network at one epoch, before they are probed; they would be refused by
   * {@link Comparison} in the end.
   *
   * @param networks files; those with a damaged description or label are left to whoever reads them
   * @throws IllegalArgumentException if two are of the same network at the same epoch
   */
  public static void requireDistinct(List<Path> networks) {
    Map<List<Object>, Path> known = new HashMap<>();
    for (Path file : networks) {
      Checkpoint network = NetworkFiles.describe(file).orElse(null);
      if (network == null) {
        continue;
      }
      Path other =
          known.put(
              Arrays.asList(
                  Conditions.of(network),
                  Measurement.network(network, file.toString()),
                  network.epoch()),
              file);
      if (other != null) {
        throw new IllegalArgumentException(
            network.seed() == null
                ? "%s and %s have the same label (%s); give one of them, or add \"seed\" to each label"
                    .formatted(other, file, ResultNames.title(network))
                : "%s and %s are the same network (%s); give one of them"
                    .formatted(other, file, ResultNames.title(network)));
      }
    }
  }

  /** Writes the lines of each checkpoint and their figures, and the tables over all. */
  public static void write(ProbeResults results, Path folder) throws IOException {
    if (results.checkpoints().isEmpty()) {
      return;
    }
    Set<String> stems = new HashSet<>();
    for (CheckpointResult result : results.checkpoints()) {
      String stem = ResultNames.unique(ResultNames.stem(result.description()), stems);
      stems.add(stem);
      writeLines(result, stem, folder);
    }
    writeTables(Comparison.of(results), folder);
  }

  private static void writeLines(CheckpointResult result, String stem, Path folder)
      throws IOException {
    List<LineScan> lines = result.lines();
    LineCsv.write(lines, folder.resolve("lines-" + stem + ".csv"));
    LineNumpy.write(lines, result.accuracies(), folder.resolve("lines-" + stem + ".npz"));
    if (!result.curvatureChecks().isEmpty()) {
      CurvatureCsv.write(
          lines, result.curvatureChecks(), folder.resolve("curvature-" + stem + ".csv"));
    }
    for (int i = 0; i < lines.size(); i++) {
      LossLandscapeFile.writeLine(
          lines.get(i),
          result.accuracies().isEmpty() ? List.of() : result.accuracies().get(i),
          folder.resolve(HDF5).resolve("%s_%d.h5".formatted(stem, lines.get(i).line())));
    }
    writeFigure(result, stem, folder.resolve(FIGURES), FigureLayout.DEFAULT);
  }

  private static void writeFigure(
      CheckpointResult result, String stem, Path figures, FigureLayout layout) throws IOException {
    List<LineScan> lines = result.lines();
    String title =
        "%s, %d of %d training images"
            .formatted(result.description().describe(), result.images(), result.population());
    LinePlot.of(title, lines, LinePlot.needsLogarithm(lines))
        .writeAll(figures, "lines-" + stem, layout);
  }

  /**
   * Writes tables of lengths and of their differences as Markdown, CSV, LaTeX and JSON, and the
   * plot of lengths against epochs; a second table and those after it with their number.
   */
  public static void writeTables(Comparison comparison, Path folder) throws IOException {
    for (int i = 0; i < comparison.tables().size(); i++) {
      Comparison.Table table = comparison.tables().get(i);
      String number = i == 0 ? "" : "-" + (i + 1);
      DifferenceTable differences = new DifferenceTable(table.differences());
      for (TableFormat format : FORMATS) {
        String end = number + "." + format.extension();
        Path tables = folder.resolve(TABLES);
        AtomicFile.writeString(tables.resolve("lengths" + end), table.lengths().render(format));
        AtomicFile.writeString(tables.resolve("differences" + end), differences.render(format));
      }
    }
    writeFigures(comparison, folder.resolve(FIGURES), FigureLayout.DEFAULT);
  }

  /** Draws the lines of each checkpoint, and the lengths of all. */
  public static void writeFigures(ProbeResults results, Path figures, FigureLayout layout)
      throws IOException {
    Set<String> stems = new HashSet<>();
    for (CheckpointResult result : results.checkpoints()) {
      String stem = ResultNames.unique(ResultNames.stem(result.description()), stems);
      stems.add(stem);
      writeFigure(result, stem, figures, layout);
    }
    writeFigures(Comparison.of(results), figures, layout);
  }

  /** Draws the lengths of each table. */
  public static void writeFigures(Comparison comparison, Path figures, FigureLayout layout)
      throws IOException {
    for (int i = 0; i < comparison.tables().size(); i++) {
      String number = i == 0 ? "" : "-" + (i + 1);
      LengthPlot.of("Convexity length", comparison.tables().get(i).lengths())
          .writeAll(figures, "lengths" + number, layout);
    }
  }
}
