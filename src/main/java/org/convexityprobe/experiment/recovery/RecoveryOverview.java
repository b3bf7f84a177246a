package org.convexityprobe.experiment.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Panel;
import org.convexityprobe.report.Figure;
import org.convexityprobe.report.FigureLayout;

/** One picture of three finished runs: when recovery succeeds, and two ways in which it fails. */
public final class RecoveryOverview {
  /** The name of the picture's files, without their endings. */
  public static final String NAME = "overview";

  private RecoveryOverview() {}

  /**
   * Writes the picture.
   *
   * @param minima folder of a run of {@code recovery minima}
   * @param control of one of {@code recovery control}
   * @param completion of one of {@code recovery completion} at one ratio
   * @param folder where the files go
   * @throws IOException if results are missing or damaged, or the files cannot be written
   */
  public static void write(Path minima, Path control, Path completion, Path folder)
      throws IOException {
    MinimaStudy.Results descents = read(minima, MinimaStudy.Results.class);
    MinimaConfig config = Json.convert(descents.manifest().configuration(), MinimaConfig.class);
    List<Panel> panels = new ArrayList<>();
    panels.add(
        titled(
            "descents that succeed", new MinimaFiles(config, descents.entries()).panels().get(0)));
    ControlStudy.Results starts = read(control, ControlStudy.Results.class);
    double isometry = Collections.max(starts.isometries());
    panels.add(titled("starts on the control", ControlStudy.panel(starts, isometry)));
    CompletionStudy.panels(read(completion, CompletionStudy.Results.class).entries())
        .forEach(panel -> panels.add(titled("completion, " + panel.title(), panel)));
    Figure figure =
        CurvePlot.of(
            "Low-rank matrix recovery",
            panels,
            "Left: with enough measurements, every start reaches X*. Middle: a problem that has a"
                + " spurious minimum, at (0, ±0.707). Right: completion of matrices whose entries"
                + " are more and more concentrated. Faint: exact 95 % intervals.");
    figure.writeAll(folder, NAME, FigureLayout.DEFAULT);
  }

  private static Panel titled(String title, Panel panel) {
    return new Panel(title, panel.xTitle(), panel.yTitle(), panel.logarithmicX(), panel.curves());
  }

  private static <T> T read(Path folder, Class<T> type) throws IOException {
    return Json.read(folder.resolve(ResultFiles.RESULTS), type);
  }
}
