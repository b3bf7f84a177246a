package org.convexityprobe.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.ImageShapeConverter;
import org.convexityprobe.cli.option.NormalizationOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.Environment;
import org.convexityprobe.experiment.config.NormalizationConfig;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.Shortcut;
import org.convexityprobe.resnet.WeightFile;
import org.convexityprobe.resnet.WeightImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity import}. */
@Command(
    name = "import",
    description =
        "Make a checkpoint of weights that PyTorch trained, from a state dict of torch.save,"
            + " safetensors or NumPy's npz. Names are those of the usual CIFAR ResNets, such as"
            + " layer2.0.shortcut.0.weight or layer2.0.downsample.0.weight; which convention was"
            + " found is printed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity import resnet56.safetensors --normalization cifar10 --epoch 300 \\",
      "      --out models/resnet56.zip",
      "  convexity import checkpoint.pth.tar --key state_dict --normalization cifar10 \\",
      "      --out models/resnet20.zip",
      "  convexity import resnet20.npz --shortcut identity --mean 0.485,0.456,0.406 \\",
      "      --std 0.229,0.224,0.225 --out models/resnet20-identity.zip"
    })
public final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WEIGHTS", description = "A .pt, .safetensors or .npz file.")
  private Path weights;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description =
          "Dictionary of weights in a PyTorch file that holds several, such as state_dict_ema.")
  private String key;

  @Option(names = "--depth", paramLabel = "D", description = "Depth; by default from the tensors.")
  private Integer depth;

  @Option(
      names = "--width",
      paramLabel = "K",
      description = "Width multiplier; by default from the tensors.")
  private Integer width;

  @Option(
      names = "--shortcut",
      paramLabel = "KIND",
      description =
          "${COMPLETION-CANDIDATES}; tensors alone cannot tell identity from none, unless the"
              + " metadata of safetensors does.")
  private Shortcut shortcut;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = ImageShapeConverter.class,
      description =
          "Channels, height and width of the images, such as 1x28x28; by default from the metadata"
              + " of safetensors, or 3x32x32 where the first convolution takes three channels.")
  private ImageShape input;

  @Mixin private NormalizationOptions normalization;

  @Option(
      names = "--epoch",
      paramLabel = "E",
      description = "Epochs of training, to find the papers' value; 0 by default.")
  private Integer epoch;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint to write, such as models/NAME.zip.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    WeightFile file = WeightFile.read(weights, key);
    Checkpoint checkpoint =
        WeightImport.run(
            file,
            new WeightImport.Given(depth, width, shortcut, input, normalization(), epoch),
            Environment.versions(),
            out);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s, epoch %d, %s%n",
            out,
            checkpoint.architecture().describe(),
            checkpoint.epoch(),
            checkpoint.normalization());
    file.notes(checkpoint.resNet().shortcut())
        .forEach(note -> spec.commandLine().getOut().println(note));
    return ExitCode.OK;
  }

  private Normalization normalization() {
    NormalizationConfig choice = normalization.choice();
    if (choice == null) {
      return null;
    }
    if (choice.given() != null) {
      choice.given().requireUnitScale();
      return choice.given();
    }
    return Normalization.named(choice.name());
  }
}
