package org.convexityprobe.cli.option;

import java.util.List;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.landscape.NormalizationDirection;
import picocli.CommandLine.Option;

/** Options that say how directions move parameters. */
public final class FilterOptions {
  @Option(
      names = "--normalization-direction",
      paramLabel = "HOW",
      description =
          "How directions move biases and batch-norm's scale and shift:"
              + " ${COMPLETION-CANDIDATES}; random by default.")
  private NormalizationDirection normalizationDirection;

  @Option(
      names = "--filters",
      help = true, // so that --out may be left out
      description =
          "List the parameters, their filters and how directions move them; compute nothing.")
  private boolean list;

  @Option(
      names = "--filter",
      paramLabel = "PATTERN=HOW",
      description =
          "How directions move the parameters whose names match PATTERN; * matches any text. HOW is"
              + " rows (each index of the first dimension is a filter), columns (of the second),"
              + " whole (the tensor is one filter), normalization (like biases) or fixed (does not"
              + " move). May be given several times; the last match counts.")
  private List<String> filters;

  /** Returns whether parameters shall be listed. */
  public boolean list() {
    return list;
  }

  /** Returns whether rules for parameters are given. */
  public boolean given() {
    return filters != null;
  }

  /** Returns how directions move biases, γ and β, or null where that was left open. */
  public NormalizationDirection normalizationDirection() {
    return normalizationDirection;
  }

  public void applyTo(Configuration<?> configuration, String section) {
    configuration
        .set(section + ".normalizationDirection", normalizationDirection)
        .set(section + ".filters", filters);
  }
}
