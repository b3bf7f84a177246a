package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.factorization.TrajectoryResults.Path;

/**
 * How gradients align with the way to the optimum, and the curvature towards it, along training
 * (Fig. 6, 9 and 10 of the ICLR version).
 */
public record TrajectoryStudy(TrajectoryConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-trajectory";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, String> checksums() throws IOException {
    return config.matrix().checksums(config.solve().initialFactors());
  }

  @Override
  public void run(StudyContext context) throws IOException {
    config.solve().requireFactorsFor(config.repetitions());
    MatrixReading reading = context.read(config.matrix());
    List<TrajectoryUnit> units =
        IntStream.range(0, config.repetitions())
            .mapToObj(repetition -> new TrajectoryUnit(config, repetition))
            .toList();
    List<Path> paths =
        context.complete(
            "paths", units, Path.class, (unit, path) -> unit.repetition() == path.repetition());
    context.writeNames(reading);
    TrajectoryResults results =
        new TrajectoryResults(context.run().manifest(), MatrixFacts.of(reading), paths);
    TrajectoryFiles.write(config, results, context.files());
    context.listener().note(TrajectoryFiles.note(results));
  }
}
