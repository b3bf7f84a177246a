package org.convexityprobe.experiment.surface;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.convexityprobe.experiment.config.SurfaceConfig;
import org.convexityprobe.experiment.probe.ProbeImages;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceNoise;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.resnet.TrainedNetwork;

/** Puts the rows of one checkpoint's surface together. */
final class CheckpointSurface {
  private final TrainedNetwork network;
  private final SurfaceAxis x;
  private final SurfaceAxis y;
  private final ProbeImages.Selection selection;
  private final SurfaceConfig surface;

  /**
   * Prepares a surface.
   *
   * @param network in its point (0, 0)
   * @param selection the images of its loss
   */
  CheckpointSurface(
      TrainedNetwork network,
      SurfaceAxis x,
      SurfaceAxis y,
      ProbeImages.Selection selection,
      SurfaceConfig surface) {
    this.network = network;
    this.x = x;
    this.y = y;
    this.selection = selection;
    this.surface = surface;
  }

  private String name() {
    return network.file().toString();
  }

  /**
   * Puts finished rows together.
   *
   * @param trajectory what lies over the surface, or null
   * @param notes what a reader must know of the trajectory
   */
  SurfaceResult result(
      Collection<SurfaceEntry> entries, SurfaceTrajectory trajectory, List<String> notes) {
    SurfaceScan scan = SurfaceScan.of(x, y, entries.stream().map(SurfaceEntry::row).toList());
    SurfaceNoise noise =
        SurfaceNoise.of(
            x, y, entries.stream().map(SurfaceEntry::noise).filter(n -> !n.isEmpty()).toList());
    ConvexityMap map =
        x.points() < 3 || y.points() < 3
            ? null
            : ConvexityMap.of(scan, noise::at, surface.noiseThreshold());
    int used = selection.subset().count();
    int population = selection.population().count();
    return new SurfaceResult(
        name(),
        network.description().on(selection.normalization(), selection.population()),
        used,
        population,
        scan,
        noise,
        map,
        map == null ? null : map.shares(),
        trajectory,
        warnings(scan, map, notes));
  }

  private List<String> warnings(SurfaceScan scan, ConvexityMap map, List<String> notes) {
    List<String> warnings = new ArrayList<>(notes);
    selection.warning().ifPresent(warnings::add);
    int used = selection.subset().count();
    int population = selection.population().count();
    long points = (long) scan.x().points() * scan.y().points();
    long holes =
        scan.values().stream().flatMap(List::stream).filter(v -> !Double.isFinite(v)).count();
    if (holes > 0) {
      warnings.add("the loss is not finite at %d of %d points".formatted(holes, points));
    }
    if (map != null) {
      long undecided = Math.round(map.shares().get(SurfaceVerdict.UNDECIDED) * map.points());
      if (undecided > 0) {
        warnings.add(
            "%d of %d points of the convexity map are undecided"
                .formatted(undecided, map.points()));
      }
    }
    if (used < population) {
      warnings.add(
          "the loss is a mean over %d of %d training images; the convexity map allows for"
                  .formatted(used, population)
              + " rounding noise, not for the choice of images");
    }
    return warnings;
  }
}
