package org.convexityprobe.experiment.probe;

import java.util.List;
import org.convexityprobe.report.SensitivityRow;

/**
 * The results of a sensitivity study.
 *
 * @param rows one for each network and convention
 * @param notes what a reader must know of the conventions, such as those that were left out
 * @param everywhereFinite whether the loss is finite at all points of all lines
 */
public record SensitivityResults(
    List<SensitivityRow> rows, List<String> notes, boolean everywhereFinite) {
  /** Copies the lists. */
  public SensitivityResults {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }
}
