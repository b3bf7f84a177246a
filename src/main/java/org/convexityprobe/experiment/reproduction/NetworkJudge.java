package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.experiment.surface.SurfaceResults;

/** Compares measurements of networks with the papers'. */
final class NetworkJudge {
  private final Reproduction.Settings settings;

  NetworkJudge(Reproduction.Settings settings) {
    this.settings = settings;
  }

  /**
   * Judges a target.
   *
   * @param runs the run of a table, or one run of surfaces for each pair of directions
   */
  Judgement judge(Target target, List<Path> runs) throws IOException {
    Judgement judgement =
        target.work() == Work.SURFACES
            ? surfaces(runs)
            : new TableJudge(target, ProbeResults.read(runs.get(0))).judge();
    return settings.syntheticImages()
        ? judgement.butNotComparable("synthetic images in place of CIFAR-10")
        : judgement;
  }

  private static Judgement surfaces(List<Path> runs) throws IOException {
    List<SurfaceResults> pairs = new ArrayList<>();
    for (Path run : runs) {
      pairs.add(SurfaceResults.read(run));
    }
    return new SurfaceJudge(pairs).judge();
  }
}
