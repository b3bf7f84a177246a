package org.convexityprobe.cli.network;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.ComputeOptions;
import org.convexityprobe.cli.option.DataOptions;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.TrainingProgress;
import org.convexityprobe.experiment.Configuration;
import org.convexityprobe.experiment.config.TrainConfig;
import org.convexityprobe.experiment.table.TrainRun;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.resnet.DenseInitialization;
import org.convexityprobe.resnet.Shortcut;
import org.convexityprobe.resnet.TrainingSettings.DecayedParameters;
import org.convexityprobe.resnet.training.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convexity train}. */
@Command(
    name = "train",
    description = "Train a network and keep checkpoints at chosen epochs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity train --model models/resnet20.yaml --width 2 --data data/cifar10 \\",
      "      --epochs 300 --checkpoint-epochs 0,100,200,300 --out checkpoints/resnet20-k2",
      "  convexity train --depth 8 --data synthetic --epochs 6 --milestones 3,5 \\",
      "      --checkpoint-epochs 0,3,6 --out checkpoints/small",
      "  convexity train --depth 8 --data idx:data/fashion-mnist --out checkpoints/fashion",
      "  convexity train --config my-training.yaml --out checkpoints/mine --resume"
    })
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;
  @Mixin private ComputeOptions compute;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with any of these settings (model, data, training, compute).")
  private Path config;

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
      names = "--dense-initialization",
      paramLabel = "LAW",
      description =
          "Initial weights of the dense layer: ${COMPLETION-CANDIDATES}; kaiming by default. small is"
              + " a normal law of standard deviation 0.001.")
  private DenseInitialization denseInitialization;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs; 300 by default.")
  private Integer epochs;

  @Option(
      names = "--checkpoint-epochs",
      paramLabel = "LIST",
      split = ",",
      description =
          "Epochs at which checkpoints are kept; 0 is the initialisation. By default 0 and each"
              + " third of --epochs.")
  private List<Integer> checkpointEpochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images per step; 128 by default.")
  private Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Initial learning rate; 0.1 by default.")
  private Double learningRate;

  @Option(
      names = "--milestones",
      paramLabel = "LIST",
      split = ",",
      description =
          "Epochs after which the rate is divided by 10; by default 1/2, 3/4 and 11/12 of"
              + " --epochs.")
  private List<Integer> milestones;

  @Option(
      names = "--warmup-epochs",
      paramLabel = "N",
      description =
          "Epochs of warm-up, in which the rate rises linearly; the last one has the full rate, so"
              + " 1 is refused; 0 by default.")
  private Integer warmupEpochs;

  @Option(
      names = "--momentum",
      paramLabel = "MU",
      description = "Heavy-ball momentum; 0.9 by default.")
  private Double momentum;

  @Option(names = "--nesterov", description = "Nesterov momentum, as PyTorch's nesterov=True.")
  private Boolean nesterov;

  @Option(
      names = "--weight-decay",
      paramLabel = "C",
      description = "Weight decay; 5e-4 by default.")
  private Double weightDecay;

  @Option(
      names = "--weight-decay-on",
      paramLabel = "WHAT",
      description =
          "Parameters that weight decay acts on: ${COMPLETION-CANDIDATES}; all by default. weights"
              + " leaves out biases and the parameters of batch-norm.")
  private DecayedParameters weightDecayOn;

  @Option(
      names = "--augment",
      negatable = true,
      description = "Crop and mirror training images at random; on by default.")
  private Boolean augment;

  @Option(
      names = "--flip",
      negatable = true,
      description =
          "Mirror images that are augmented; on by default. Use --no-flip for digits and letters.")
  private Boolean flip;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of weights, order, crops; 1 by default.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the checkpoints.")
  private Path out;

  @Option(names = "--resume", description = "Continue a run that was stopped or killed.")
  private boolean resume;

  @Option(
      names = "--state-interval",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "Longest time between two saves of the training state; ${DEFAULT-VALUE} by default.")
  private int stateInterval;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getErr();
    if (stateInterval < 0) {
      throw new IllegalArgumentException(
          "--state-interval is %d; expected 0, for a save after each batch, or more"
              .formatted(stateInterval));
    }
    Configuration<TrainConfig> configuration = configuration();
    TrainConfig resolved = configuration.resolve();
    if (!compute.quiet()) {
      configuration.overrides().forEach(line -> log.println("set " + line));
      if (resume && !Trainer.hasState(out)) {
        log.println("nothing to continue in " + out + "; the training begins at epoch 0");
      }
    }
    resolved.compute().requireOneDevice("the training of one network");
    Interruption interruption = Interruption.install();
    TrainRun.Outcome outcome;
    try (TrainingProgress progress =
        new TrainingProgress(resolved.model().describe(), compute.quiet(), log)) {
      outcome =
          TrainRun.run(
              resolved,
              out,
              resume,
              Duration.ofSeconds(stateInterval),
              new RunControl<>(progress, interruption),
              0);
    }
    if (outcome == TrainRun.Outcome.STOPPED) {
      log.println("stopped; continue with the same command and --resume");
      log.flush();
      return ExitCode.INTERRUPTED;
    }
    spec.commandLine().getOut().println("checkpoints in " + out);
    return ExitCode.OK;
  }

  private Configuration<TrainConfig> configuration() throws IOException {
    Configuration<TrainConfig> configuration =
        Configuration.of(TrainConfig.class, TrainConfig.defaults());
    if (config != null) {
      configuration.overlay(config);
    }
    if (model != null) {
      configuration.overlay("model", model);
    }
    data.applyTo(configuration);
    compute.applyTo(configuration);
    configuration
        .set("model.depth", depth)
        .set("model.width", width)
        .set("model.shortcut", shortcut)
        .set("model.denseInitialization", denseInitialization)
        .set("training.epochs", epochs)
        .set("training.checkpointEpochs", checkpointEpochs)
        .set("training.batchSize", batchSize)
        .set("training.learningRate", learningRate)
        .set("training.milestones", milestones)
        .set("training.warmupEpochs", warmupEpochs)
        .set("training.momentum", momentum)
        .set("training.nesterov", nesterov)
        .set("training.weightDecay", weightDecay)
        .set("training.weightDecayOn", weightDecayOn)
        .set("training.augment", augment)
        .set("training.flip", flip)
        .set("training.seed", seed);
    return TrainConfig.followEpochs(configuration);
  }
}
