package org.convexityprobe.cli.option;

import org.convexityprobe.execution.torch.Precision;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.network.Way;
import picocli.CommandLine.Option;

/** Options that every computing command shares. */
public final class ComputeOptions {
  @Option(
      names = "--execution",
      paramLabel = "WAY",
      description = {
        "How networks are computed: ${COMPLETION-CANDIDATES}.",
        "auto: native kernels, stock Deeplearning4j where they cannot be used.",
        "bf16x2: losses from sums of three bfloat16 convolutions, up to twice as fast on processors"
            + " with AMX, with some 50 times the noise, which verdicts allow for. Training, slopes"
            + " and --batch-norm batch stay in single precision.",
        "torch: libtorch, on the processor or a GPU; builds with the Maven profile torch or"
            + " torch-gpu have it."
      })
  private Way execution;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "Where torch computes: cpu (the default), cuda, cuda:N or mps. Several, such as"
              + " cuda:0,cuda:1, share lines, rows of surfaces and trainings of a table.")
  private String device;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      description =
          "What torch computes in: ${COMPLETION-CANDIDATES}; float32 by default. bfloat16 is for"
              + " convolutions alone.")
  private Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Number of threads; all cores by default. The same number of threads gives the same"
              + " bits.")
  private Integer threads;

  @Option(
      names = "--convolution",
      paramLabel = "CHOICE",
      description = {
        "How native kernels compute the convolutions of losses and in training.",
        "auto: as a short timing on this processor says, which is kept for later runs (see"
            + " convexity doctor) and recorded in the run; the default.",
        "direct: with all multiplications.",
        "winograd: with four times fewer where that is possible, and larger rounding errors, which"
            + " verdicts allow for; winograd-from-N: from N channels on."
      })
  private String convolution;

  @Option(names = "--quiet", description = "Print only results, no progress.")
  private boolean quiet;

  public boolean quiet() {
    return quiet;
  }

  public void applyTo(Configuration<?> configuration) {
    configuration
        .set("compute.execution", execution)
        .set("compute.threads", threads)
        .set("compute.device", device)
        .set("compute.precision", precision)
        .set("compute.convolution", convolution);
  }
}
