package org.convexityprobe.experiment.factorization;

import java.io.IOException;

/**
 * Fig. 2: (|x|^p + |y|^p)^{1/p} for 0 &lt; p &lt; 1 is star-convex towards (0, 0), along every ray
 * even linear, and yet not convex.
 */
public record StarStudy(StarConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-star";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(StudyContext context) throws IOException {
    new StarFiles(config).write(context.run().manifest(), context.files());
  }
}
