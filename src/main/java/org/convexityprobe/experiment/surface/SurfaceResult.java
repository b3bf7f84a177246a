package org.convexityprobe.experiment.surface;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceNoise;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.resnet.Checkpoint;

/**
 * The surface around one checkpoint.
 *
 * @param name the checkpoint's name in its run
 * @param description the checkpoint
 * @param images number of images that the loss is a mean over
 * @param population number of images that they were drawn from
 * @param scan the losses
 * @param noise their noise
 * @param map where the surface is convex; null where it has fewer than 3 × 3 points
 * @param shares the share of the map's points with each verdict, between 0 and 1; null without map
 * @param trajectory the training trajectory whose plane this is; null where directions are random
 * @param warnings what a reader must know before using the numbers
 */
public record SurfaceResult(
    String name,
    Checkpoint description,
    int images,
    int population,
    SurfaceScan scan,
    SurfaceNoise noise,
    @JsonInclude(JsonInclude.Include.ALWAYS) ConvexityMap map,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<SurfaceVerdict, Double> shares,
    @JsonInclude(JsonInclude.Include.ALWAYS) SurfaceTrajectory trajectory,
    List<String> warnings) {
  /** Copies the list. */
  public SurfaceResult {
    warnings = List.copyOf(warnings);
  }

  /** Returns whether the loss is finite at all points. */
  public boolean everywhereFinite() {
    return scan.values().stream().flatMap(List::stream).allMatch(Double::isFinite);
  }

  /** Returns whether the loss is finite at one point at least. */
  public boolean somewhereFinite() {
    return scan.values().stream().flatMap(List::stream).anyMatch(Double::isFinite);
  }
}
