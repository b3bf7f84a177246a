package org.convexityprobe.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.experiment.config.ProbeConfig;
import org.convexityprobe.experiment.probe.ProbeRun;
import org.convexityprobe.experiment.result.CheckpointResult;
import org.convexityprobe.experiment.result.ProbeResults;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.LineScanner;
import org.convexityprobe.landscape.ScanSettings;
import org.convexityprobe.resnet.Checkpoint;
import org.convexityprobe.resnet.ResNetArchitecture;
import org.convexityprobe.resnet.TrainingSettings;

/** Results of probes that were not run: lines of −cos(aλ), which is convex where |λ| < π/2a. */
public final class SomeResults {
  private ResNetArchitecture architecture = ResNetArchitecture.of(32, 1);
  private TrainingSettings training = TrainingSettings.PAPER;
  private ProbeConfig probe = ProbeConfig.DEFAULT;
  private int epoch = 300;
  private int images = 5000;
  private int trainImages = 50_000;
  private boolean imagesKnown = true;
  private double loss = 0.1;
  private String name;

  /** Returns a builder of results of a ResNet-32, k = 1, at epoch 300. */
  public static SomeResults of(int depth, int width, int epoch) {
    SomeResults results = new SomeResults();
    results.architecture = ResNetArchitecture.of(depth, width);
    results.epoch = epoch;
    return results;
  }

  public SomeResults seed(long seed) {
    training = training.withSeed(seed);
    return this;
  }

  public SomeResults recipe(TrainingSettings other) {
    training = other;
    return this;
  }

  public SomeResults network(ResNetArchitecture other) {
    architecture = other;
    return this;
  }

  public SomeResults trainImages(int other) {
    trainImages = other;
    return this;
  }

  public SomeResults loss(double other) {
    loss = other;
    return this;
  }

  public SomeResults images(int other) {
    images = other;
    return this;
  }

  /** Makes it a network that another program trained. */
  public SomeResults imported(String file) {
    training = null;
    name = file;
    return this;
  }

  /** Makes it a network whose training images are not known. */
  public SomeResults trainedOnUnknownImages() {
    imagesKnown = false;
    return this;
  }

  public SomeResults probe(String key, Object value) {
    probe =
        Configuration.of(ProbeResultsProbe.class, new ProbeResultsProbe(probe))
            .set("probe." + key, value)
            .resolve()
            .probe();
    return this;
  }

  /** Wraps the settings, since a configuration is of groups. */
  record ProbeResultsProbe(ProbeConfig probe) {}

  /** Returns the result with one line for each a. */
  public CheckpointResult lines(double... steepness) {
    List<LineScan> lines = new ArrayList<>();
    LineScanner scanner = new LineScanner(ScanSettings.DEFAULT);
    for (int i = 0; i < steepness.length; i++) {
      double a = steepness[i];
      lines.add(scanner.scan(i, lambda -> -Math.cos(a * lambda)));
    }
    Checkpoint description =
        new Checkpoint(
            Checkpoint.SCHEMA_VERSION,
            architecture,
            epoch,
            imagesKnown ? new Checkpoint.TrainingData("cifar10", trainImages, 1, null) : null,
            Normalization.CIFAR10,
            training,
            null,
            null);
    return new CheckpointResult(
        name == null ? "networks/%s.zip".formatted(ResultNames.stem(description)) : name,
        description,
        images,
        trainImages,
        loss,
        LengthSummary.of(lines, Bootstrap.DEFAULT),
        List.of(),
        lines,
        List.of(),
        List.of(),
        null);
  }

  /** Returns the settings of the probe. */
  public ProbeConfig probe() {
    return probe;
  }

  /** Returns a run of results that were measured with the default settings. */
  public static ProbeResults run(CheckpointResult... results) {
    return run(ProbeConfig.DEFAULT, results);
  }

  /** Returns a run of results. */
  public static ProbeResults run(ProbeConfig probe, CheckpointResult... results) {
    return run(probe, Map.of(), results);
  }

  /**
   * Returns a run of results.
   *
   * @param more parts of its configuration
   */
  public static ProbeResults run(
      ProbeConfig probe, Map<String, Object> more, CheckpointResult... results) {
    Map<String, Object> configuration = new LinkedHashMap<>(more);
    configuration.put("probe", Configuration.asTree(probe));
    configuration.put("compute", Map.of("execution", "AUTO", "threads", 2));
    return new ProbeResults(
        ProbeResults.SCHEMA_VERSION,
        new Manifest(Manifest.SCHEMA_VERSION, ProbeRun.KIND, configuration, Map.of(), List.of()),
        List.of(results));
  }
}
