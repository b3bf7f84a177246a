package org.convexityprobe.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.WeightImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convexity export}. */
@Command(
    name = "export",
    description = "Write a checkpoint's weights for PyTorch or NumPy, under PyTorch's names.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity export checkpoints/resnet20/epoch-300.zip --out resnet20.safetensors",
      "  convexity export checkpoints/resnet20/epoch-300.zip --out resnet20.npz"
    })
public final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CHECKPOINT", description = "Zip of a checkpoint.")
  private Path checkpoint;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; its name ends in .safetensors or .npz.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    WeightImport.export(CheckpointFiles.read(checkpoint), out);
    return ExitCode.OK;
  }
}
