package org.convexityprobe.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.resnet.CheckpointFiles;
import org.convexityprobe.resnet.TrainedNetwork;
import org.convexityprobe.resnet.WeightImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TrainedNetwork network = CheckpointFiles.read(checkpoint);
    WeightImport.export(network, out);
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d tensors of %,d numbers in all, %s, epoch %d%n",
            out,
            network.layout().tensors().size(),
            network.parameters().length,
            network.description().architecture().describe(),
            network.description().epoch());
    return ExitCode.OK;
  }
}
