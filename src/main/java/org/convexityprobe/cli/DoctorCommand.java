package org.convexityprobe.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.execution.torch.LibTorch;
import org.convexityprobe.experiment.ConvolutionCache;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.NativeBuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convexity doctor}. */
@Command(
    name = "doctor",
    description = "Print backend, threads, memory, versions and GPU, and what will not work.")
final class DoctorCommand implements Callable<Integer> {
  private static final long MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-18s %s%n", "native build", nativeBuild());
    out.printf("%-18s %s%n", "bf16x2", Execution.BF16X2.lacking().orElse("possible"));
    out.printf(
        "%-18s %s%n",
        "convolution",
        ConvolutionCache.ofThisMachine().find().orElse("not timed yet on this processor"));
    out.printf("%-18s %s%n", "torch", LibTorch.lacking().orElse("possible"));
    GraphicsProcessor.find()
        .forEach(gpu -> out.printf("%-18s %s%n", "GPU", gpu.verdict(usesCuda())));
    Environment.facts().forEach((name, value) -> out.printf("%-18s %s%n", name, value));
    out.printf(
        "%-18s %s%n",
        "OMP_NUM_THREADS", System.getenv().getOrDefault("OMP_NUM_THREADS", "not set"));
    out.printf(
        "%-18s heap %d MiB, native %d MiB, process %d MiB%n",
        "memory limits",
        Runtime.getRuntime().maxMemory() / MEBIBYTE,
        Pointer.maxBytes() / MEBIBYTE,
        Pointer.maxPhysicalBytes() / MEBIBYTE);
    out.printf(
        "%-18s %d MiB free of %d MiB%n",
        "memory",
        Pointer.availablePhysicalBytes() / MEBIBYTE,
        Pointer.totalPhysicalBytes() / MEBIBYTE);
    out.flush();
    return ExitCode.OK;
  }

  private static boolean usesCuda() {
    return DoctorCommand.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
  }

  private static String nativeBuild() {
    String extension = System.getProperty(NativeBuild.PROPERTY);
    if (usesCuda()) {
      return "CUDA 11.6";
    }
    if (extension == null) {
      return "default (the processor's instructions could not be read)";
    }
    return switch (extension) {
      case NativeBuild.AVX512 -> "onednn-avx512: the processor has AVX-512";
      case NativeBuild.AVX2 -> "onednn-avx2: the processor has no AVX-512";
      default -> extension + ": set by hand";
    };
  }
}
