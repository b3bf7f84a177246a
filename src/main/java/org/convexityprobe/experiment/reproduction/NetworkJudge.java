package org.convexityprobe.experiment.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import org.convexityprobe.experiment.ProbeResults;
import org.convexityprobe.experiment.SurfaceResult;
import org.convexityprobe.experiment.SurfaceResults;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.convexityprobe.report.SurfacePlot;

/** Compares measurements of networks with the papers'. */
final class NetworkJudge {
  private final Reproduction.Settings settings;

  NetworkJudge(Reproduction.Settings settings) {
    this.settings = settings;
  }

  Judgement judge(Target target, Path run) throws IOException {
    Judgement judgement =
        target.work() == Work.SURFACES
            ? surfaces(SurfaceResults.read(run))
            : new TableJudge(target, ProbeResults.read(run)).judge();
    return settings.syntheticImages()
        ? judgement.butNotComparable("synthetic images in place of CIFAR-10")
        : judgement;
  }

  private Judgement surfaces(SurfaceResults results) {
    SurfaceResult narrow = results.surfaces().get(0);
    SurfaceResult wide = results.surfaces().get(results.surfaces().size() - 1);
    double least = wide.shares().get(SurfaceVerdict.CONVEX);
    double most =
        narrow.shares().get(SurfaceVerdict.CONVEX) + narrow.shares().get(SurfaceVerdict.UNDECIDED);
    Judgement judgement =
        Judgement.agreesIf(
            least > most,
            "k = %d: %s; k = %d: %s"
                .formatted(
                    narrow.description().architecture().width(),
                    SurfacePlot.shares(narrow.map()),
                    wide.description().architecture().width(),
                    SurfacePlot.shares(wide.map())),
            "the wider network's surface is not the more convex one, whatever the undecided points"
                + " are");
    return settings.quick()
        ? judgement.butNotComparable(
            "ResNet-%d at epoch %d, not ResNet-110 at epoch 200"
                .formatted(
                    narrow.description().architecture().depth(), narrow.description().epoch()))
        : judgement;
  }
}
