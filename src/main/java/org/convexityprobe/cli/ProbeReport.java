package org.convexityprobe.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.convexityprobe.experiment.CheckpointResult;
import org.convexityprobe.experiment.ProbeResults;
import org.convexityprobe.landscape.Estimate;

/** Prints a probe's results. */
final class ProbeReport {
  private ProbeReport() {}

  static void write(ProbeResults results, Path folder, PrintWriter out) {
    for (CheckpointResult result : results.checkpoints()) {
      Estimate length = result.summary().length();
      out.println(
          String.format(
              Locale.ROOT,
              "%s %.3f ± %.3f [%.3f, %.3f] low %.3f undecided %d/%d",
              result.name(),
              length.mean(),
              length.standardError(),
              length.lower(),
              length.upper(),
              result.summary().lengthLow().mean(),
              result.summary().undecided(),
              result.summary().points()));
      result.warnings().forEach(warning -> out.println("  note: " + warning));
    }
    out.println("results in " + folder);
    out.flush();
  }
}
