package org.convexityprobe.experiment.config;

import java.util.List;
import java.util.Locale;
import org.convexityprobe.landscape.AdaptiveScanner;
import org.convexityprobe.landscape.AdaptiveSettings;
import org.convexityprobe.landscape.FilterRules;
import org.convexityprobe.landscape.NormalizationDirection;
import org.convexityprobe.landscape.ScanGrid;
import org.convexityprobe.landscape.ScanSettings;
import org.convexityprobe.network.BatchNormMode;
import org.convexityprobe.network.Objective;

/**
 * How checkpoints are probed.
 *
 * @param lines number of random lines through each checkpoint
 * @param points points of the grid on a line, an odd number
 * @param length length of a line, λ from −length/2 to length/2
 * @param scan whether lines are scanned on the same images at every point, or adaptively
 * @param images training images that the loss is a mean over, a class-balanced seeded subset; null
 *     for {@link #DEFAULT_IMAGES}, or all where there are fewer; always null for an adaptive scan,
 *     which is about all of them
 * @param batchSize images evaluated together; with batch statistics it changes the loss
 * @param batchNorm the statistics that batch-norm uses
 * @param objective the loss of an image
 * @param normalizationDirection how a direction moves biases, γ and β
 * @param filters rules for parameters that directions move otherwise, see {@link FilterRules}
 * @param refine whether the grid is halved until the length settles
 * @param noiseThreshold z of the noise in a verdict
 * @param confidence with which the range of L for all training images holds, on each line as a
 *     whole, where the images are a subset; of an adaptive scan, with which L itself holds
 * @param crossCheck a second, independent judgement of each line
 * @param seed seed of directions, of the subset and of the bootstrap
 */
public record ProbeConfig(
    int lines,
    int points,
    double length,
    Scan scan,
    Integer images,
    int batchSize,
    BatchNormMode batchNorm,
    Objective objective,
    NormalizationDirection normalizationDirection,
    List<String> filters,
    boolean refine,
    double noiseThreshold,
    double confidence,
    CrossCheck crossCheck,
    long seed) {
  /**
   * Images of a line's loss where nothing else is asked for. Near a trained network, a few thousand
   * are needed before the sign of most second differences shows through the choice of images.
   */
  public static final int DEFAULT_IMAGES = 5000;

  /** How a line is scanned. */
  public enum Scan {
    /** On the same images at every point. */
    PLAIN,
    /** On as many of all images as the sign of each second difference takes. */
    ADAPTIVE
  }

  /** A second judgement of convexity. */
  public enum CrossCheck {
    /** None. */
    NONE,
    /** Whether the slope r·∇ℓ rises along the line: about three more evaluations a point. */
    SLOPE,
    /**
     * The sign of the second derivative, without the kinks of ReLU: about six more evaluations a
     * point.
     */
    CURVATURE
  }

  /** 25 lines of length 1, as the papers have them; the rest is what they leave open. */
  public static final ProbeConfig DEFAULT =
      new ProbeConfig(
          25,
          51,
          1,
          Scan.PLAIN,
          null,
          128,
          BatchNormMode.RUNNING,
          Objective.CROSS_ENTROPY,
          NormalizationDirection.RANDOM,
          List.of(),
          false,
          4,
          0.95,
          CrossCheck.NONE,
          1);

  /** Checks every number. */
  public ProbeConfig {
    scan = scan == null ? Scan.PLAIN : scan;
    filters = filters == null ? List.of() : List.copyOf(filters);
    FilterRules.of(filters); // refuses what is none
    objective = objective == null ? Objective.CROSS_ENTROPY : objective;
    require(lines >= 1 && lines <= 100_000, "lines", lines, "1 to 100000");
    require(
        points >= 3 && points <= ScanGrid.MOST_POINTS,
        "points",
        points,
        "at least 3, at most " + ScanGrid.MOST_POINTS);
    require(points % 2 == 1, "points", points, "an odd number, so that λ = 0 is on the grid");
    require(length > 0 && Double.isFinite(length), "length", length, "above 0, finite");
    require(images == null || images >= 1, "images", images, "at least 1");
    require(batchSize >= 1, "batchSize", batchSize, "at least 1");
    require(
        crossCheck == CrossCheck.NONE || batchNorm != BatchNormMode.BATCH,
        "crossCheck",
        crossCheck,
        "none with batchNorm batch, since slopes and second derivatives hold the statistics fixed");
    require(
        noiseThreshold >= 0 && Double.isFinite(noiseThreshold),
        "noiseThreshold",
        noiseThreshold,
        "0 or more, finite");
    require(
        confidence > 0 && confidence <= ScanSettings.MAX_CONFIDENCE,
        "confidence",
        confidence,
        "above 0 and at most " + ScanSettings.MAX_CONFIDENCE);
    if (scan == Scan.ADAPTIVE) {
      requireAdaptive(images, batchNorm, refine, crossCheck, confidence);
    }
  }

  private static void requireAdaptive(
      Integer images,
      BatchNormMode batchNorm,
      boolean refine,
      CrossCheck check,
      double confidence) {
    require(images == null, "images", images, "none with scan adaptive, which is about all images");
    require(
        batchNorm != BatchNormMode.BATCH,
        "batchNorm",
        batchNorm,
        "running or recalibrated with scan adaptive, since the loss of an image must not depend on"
            + " its batch");
    require(!refine, "refine", true, "false with scan adaptive");
    require(check == CrossCheck.NONE, "crossCheck", check, "none with scan adaptive");
    require(confidence > 0.5, "confidence", confidence, "above 0.5 with scan adaptive");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      Object shown =
          value instanceof Enum<?> choice ? choice.name().toLowerCase(Locale.ROOT) : value;
      throw new IllegalArgumentException("%s is %s; expected %s".formatted(key, shown, expected));
    }
  }

  /** Returns the loss that is looked at along the lines. */
  public LossConfig loss() {
    return new LossConfig(images, batchSize, batchNorm, objective, seed);
  }

  /** Returns how many images the loss is a mean over where {@code images} leaves that open. */
  public int defaultImages() {
    return scan == Scan.ADAPTIVE ? Integer.MAX_VALUE : DEFAULT_IMAGES;
  }

  /**
   * Returns how many evaluations a line is expected to take: of the loss over all its images, or of
   * single images where the scan is adaptive.
   */
  public int evaluations() {
    ScanSettings settings = ScanSettings.DEFAULT.withGrid(new ScanGrid(length, points));
    return scan == Scan.ADAPTIVE
        ? AdaptiveScanner.expectedEvaluations(settings, AdaptiveSettings.DEFAULT, Integer.MAX_VALUE)
        : settings.evaluations();
  }

  /** Returns how an adaptive scan samples images. */
  public AdaptiveSettings adaptiveSettings() {
    return AdaptiveSettings.DEFAULT.withErrorProbability(1 - confidence).withSeed(seed);
  }

  /** Returns how lines are scanned. */
  public ScanSettings scanSettings() {
    ScanSettings settings =
        ScanSettings.DEFAULT
            .withGrid(new ScanGrid(length, points))
            .withZ(noiseThreshold)
            .withConfidence(confidence, seed);
    return refine ? settings.refining() : settings;
  }
}
