package org.convexityprobe.experiment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.convexityprobe.landscape.CurvatureCheck;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SlopeCheck;
import org.convexityprobe.resnet.Checkpoint;

/**
 * What probing found around one checkpoint.
 *
 * @param name the checkpoint's name in its run
 * @param description the checkpoint
 * @param images number of images that the loss is a mean over
 * @param population number of images that they were drawn from
 * @param loss φ(0), the mean cross-entropy at the checkpoint
 * @param summary lengths over the lines, with their uncertainty
 * @param warnings what a reader must know before using the numbers
 * @param lines the lines, by index
 * @param slopeChecks the judgement of each line by its slopes; empty where none was asked for
 * @param curvatureChecks second derivatives of each line; empty where none were asked for
 * @param accuracies for each line, the share of correct images in percent at each of its points;
 *     nothing where that was not recorded
 */
public record CheckpointResult(
    String name,
    Checkpoint description,
    int images,
    int population,
    double loss,
    LengthSummary summary,
    List<String> warnings,
    List<LineScan> lines,
    List<SlopeCheck> slopeChecks,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CurvatureCheck> curvatureChecks,
    List<List<Double>> accuracies) {
  /** Copies the lists. */
  public CheckpointResult {
    warnings = List.copyOf(warnings);
    lines = List.copyOf(lines);
    slopeChecks = List.copyOf(slopeChecks);
    curvatureChecks = curvatureChecks == null ? List.of() : List.copyOf(curvatureChecks);
    accuracies = accuracies == null ? List.of() : List.copyOf(accuracies);
  }

  /** Returns whether the loss is finite at all points of all lines. */
  public boolean everywhereFinite() {
    return lines.stream().flatMap(line -> line.values().stream()).allMatch(Double::isFinite);
  }
}
