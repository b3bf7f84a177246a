package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.ImageShapeConverter;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.resnet.NetworkSummary;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.Shortcut;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity model}. */
@Command(
    name = "model",
    description = "Print a network's layers, shapes, parameters and multiply-adds.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity model --depth 20 --width 2",
      "  convexity model --depth 8 --input 1x28x28",
      "  convexity model --model models/resnet56-noskip.yaml"
    })
public final class ModelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "YAML file of a network, such as models/resnet20.yaml.")
  private Path model;

  @Option(names = "--depth", paramLabel = "D", description = "Depth 6n + 2; 20 by default.")
  private Integer depth;

  @Option(names = "--width", paramLabel = "K", description = "Width multiplier; 1 by default.")
  private Integer width;

  @Option(
      names = "--shortcut",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}; projection by default.")
  private Shortcut shortcut;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = ImageShapeConverter.class,
      description =
          "Channels, height and width of the images; 3x32x32 by default. With 'train' they follow"
              + " from --data.")
  private ImageShape images = ImageShape.CIFAR;

  @Option(names = "--classes", paramLabel = "N", description = "Number of classes; 10 by default.")
  private int classes = ResNetArchitecture.CIFAR10_CLASSES;

  @Override
  public Integer call() throws IOException {
    Configuration<TrainConfig> configuration =
        Configuration.of(TrainConfig.class, TrainConfig.defaults());
    if (model != null) {
      configuration.overlay("model", model);
    }
    print(
        configuration
            .set("model.depth", depth)
            .set("model.width", width)
            .set("model.shortcut", shortcut)
            .resolve()
            .model()
            .forImages(images, classes));
    return ExitCode.OK;
  }

  private void print(ResNetArchitecture architecture) {
    PrintWriter out = spec.commandLine().getOut();
    NetworkSummary summary = NetworkSummary.of(architecture);
    out.println(architecture.describe());
    out.printf(
        "%-22s %-24s %-10s %12s %14s%n", "layer", "kind", "output", "parameters", "mult-adds");
    for (NetworkSummary.Row row : summary.layers()) {
      out.printf(
          Locale.ROOT,
          "%-22s %-24s %-10s %,12d %,14d%n",
          row.name(),
          row.kind(),
          row.output(),
          row.parameters(),
          row.multiplyAdds());
    }
    out.printf(
        Locale.ROOT,
        "%nlearnable parameters %,d; running statistics %,d; multiply-adds an image %,d%n",
        summary.parameters(),
        summary.statistics(),
        summary.multiplyAdds());
    out.flush();
  }
}
