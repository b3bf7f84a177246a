package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.convexityprobe.data.AtomicFile;
import org.convexityprobe.data.Json;
import org.convexityprobe.report.CsvText;
import org.convexityprobe.report.Figure;
import org.convexityprobe.report.FigureLayout;

/** Writes an experiment's results: JSON, a table, and figures as PNG and SVG. */
public final class ResultFiles {
  /** A run's results in JSON, in its folder. */
  public static final String RESULTS = "results.json";

  private final Path folder;

  /** Writes into a folder. */
  public ResultFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes {@value #RESULTS}. */
  public void json(Object results) throws IOException {
    Json.write(folder.resolve(RESULTS), results);
  }

  /** Writes a table. */
  public void csv(String name, List<String> header, List<? extends List<?>> rows)
      throws IOException {
    AtomicFile.writeString(folder.resolve(name), CsvText.of(header, rows));
  }

  /**
   * Writes names with their numbers, such as {@code row-names.csv}; none where there are none.
   *
   * @param what they name
   */
  public void names(String what, List<String> names) throws IOException {
    if (!names.isEmpty()) {
      csv(
          what + "-names.csv",
          List.of(what, "name"),
          IntStream.range(0, names.size()).mapToObj(i -> List.of(i, names.get(i))).toList());
    }
  }

  /** Writes a figure as PNG, SVG and PDF, and its numbers as CSV, without an ending in the name. */
  public void figure(String name, Figure figure) throws IOException {
    figure.writeAll(folder.resolve("figures"), name, FigureLayout.DEFAULT);
  }
}
