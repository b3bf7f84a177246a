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
        "auto: native kernels where possible, otherwise Deeplearning4j; the default, except for"
            + " hessian, which always uses torch.",
        "native: native kernels, or an error. reference: Deeplearning4j without native kernels.",
        "bf16x2: losses from sums of three bfloat16 convolutions, up to twice as fast on processors"
            + " with AMX, with about 50 times the rounding noise, which verdicts take into"
            + " account. Training, slopes and --batch-norm batch stay in single precision.",
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
          "Precision of torch: ${COMPLETION-CANDIDATES}; float32 by default, float64 for hessian."
              + " With bfloat16, only convolutions use it, and the rest float32.")
  private Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Number of threads; all cores by default. With the same number of threads, results are"
              + " the same to the last bit.")
  private Integer threads;

  @Option(
      names = "--convolution",
      paramLabel = "CHOICE",
      description = {
        "How native kernels compute the convolutions of losses and in training.",
        "auto: the fastest in a short timing on this processor, which is kept for later runs (see"
            + " convexity doctor) and recorded in the run; the default.",
        "direct: the standard algorithm.",
        "winograd: with four times fewer multiplications where possible, and larger rounding errors,"
            + " which verdicts take into account; winograd-from-N: for layers of at least N"
            + " channels."
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
