package org.convexityprobe.experiment.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.landscape.ConvexityMeasure;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/** Writes measures of convexity: JSON, CSV and a figure with one row for each objective. */
public final class MeasureFiles {
  /** The file that holds everything. */
  public static final String FILE = "measures.json";

  /** The measures that the figure shows, a row of panels for each objective. */
  private static final List<ConvexityMeasure> SHOWN =
      List.of(ConvexityMeasure.STAR_MARGIN, ConvexityMeasure.ALPHA, ConvexityMeasure.COSINE);

  private MeasureFiles() {}

  /** Writes all files. */
  public static void write(MeasureTable table, Path folder) throws IOException {
    ResultFiles files = new ResultFiles(folder);
    files.csv(
        "measures.csv",
        ConvexityMeasure.columnsWithErrorsAfter("objective", "from", "size_name", "size", "count"),
        table.rows().stream().map(MeasureFiles::row).toList());
    files.figure(
        "measures",
        CurvePlot.of(
            "Convexity against size",
            panels(table),
            "Means over networks, repetitions or problems; faint: one standard error on each"
                + " side."));
    Json.write(folder.resolve(FILE), table);
  }

  private static List<Object> row(MeasureRow row) {
    return ConvexityMeasure.rowWithErrorsAfter(
        row.measures(), row.objective(), row.from(), row.sizeName(), row.size(), row.count());
  }

  private static List<Panel> panels(MeasureTable table) {
    Map<String, List<MeasureRow>> objectives = new LinkedHashMap<>();
    table
        .rows()
        .forEach(
            row -> objectives.computeIfAbsent(row.objective(), key -> new ArrayList<>()).add(row));
    List<Panel> panels = new ArrayList<>();
    objectives.forEach(
        (objective, rows) -> {
          for (ConvexityMeasure measure : SHOWN) {
            panels.add(
                new Panel(
                    objective,
                    rows.get(0).sizeName(),
                    measure.title(),
                    true,
                    curves(rows, measure)));
          }
        });
    return panels;
  }

  private static List<Curve> curves(List<MeasureRow> rows, ConvexityMeasure measure) {
    Map<String, List<MeasureRow>> starts = new LinkedHashMap<>();
    rows.forEach(row -> starts.computeIfAbsent(row.from(), key -> new ArrayList<>()).add(row));
    List<Curve> curves = new ArrayList<>();
    starts.forEach(
        (from, own) ->
            curves.add(
                new Curve(
                    from,
                    own.stream().map(MeasureRow::size).toList(),
                    own.stream().map(row -> row.measures().get(measure).mean()).toList(),
                    own.stream().map(row -> end(row, measure, -1)).toList(),
                    own.stream().map(row -> end(row, measure, 1)).toList(),
                    true)));
    return curves;
  }

  private static double end(MeasureRow row, ConvexityMeasure measure, int side) {
    Estimate estimate = row.measures().get(measure);
    return estimate.mean() + side * estimate.standardError();
  }
}
