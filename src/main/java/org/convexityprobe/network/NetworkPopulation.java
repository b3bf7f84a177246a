package org.convexityprobe.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.ImageSet;
import org.convexityprobe.data.Normalization;
import org.convexityprobe.landscape.Direction;
import org.convexityprobe.landscape.ParameterLine;
import org.convexityprobe.landscape.PopulationFunction;

/**
 * The losses of a network on the images of a set, of which any can be asked for: what an adaptive
 * scan samples from. Images are normalised and placed when they are asked for, some hundreds at a
 * time. Not for use by several threads at once.
 */
public final class NetworkPopulation implements AutoCloseable {
  /** Batches that are placed together. */
  private static final int BATCHES = 4;

  private final ImageSet images;
  private final Normalization normalization;
  private final NetworkFunction function;
  private final LabelledLoss loss;

  /**
   * Prepares a network for its images.
   *
   * @param model the network; batch-norm uses its running statistics
   * @param images the population
   * @param batchSize images evaluated together
   */
  public NetworkPopulation(
      ProbedModel model, ImageSet images, Normalization normalization, int batchSize) {
    this(model, images, normalization, batchSize, Objective.CROSS_ENTROPY);
  }

  /** Prepares a network for its images and a loss of them. */
  public NetworkPopulation(
      ProbedModel model,
      ImageSet images,
      Normalization normalization,
      int batchSize,
      Objective objective) {
    loss = LabelledLoss.of(objective, images);
    this.images = images;
    this.normalization = normalization;
    int placed = (int) Math.min(images.count(), (long) batchSize * BATCHES);
    function =
        model.function(
            new LossSpec(
                normalization.apply(images.first(placed)),
                Math.min(batchSize, placed),
                false,
                objective));
    try {
      function.requireClasses(images.classes());
    } catch (IllegalArgumentException e) {
      function.close();
      throw e;
    }
  }

  /**
   * Returns the losses along a line.
   *
   * @param weights flat vector w, the centre of the line
   * @param direction r
   * @param log keeps the evaluations
   */
  public Line line(float[] weights, Direction direction, EvaluationLog log) {
    return new Line(weights, direction, log);
  }

  @Override
  public void close() {
    function.close();
  }

  /** The losses ℓ_j(w + λ r) of all images j. */
  public final class Line implements PopulationFunction {
    /** How many images were evaluated at a point, and how many of them were correct. */
    private record Count(int images, int correct) {
      Count plus(Count other) {
        return new Count(images + other.images, correct + other.correct);
      }
    }

    private final LineLogits line;
    private final double resolution;
    private final EvaluationLog log;
    private final Map<Double, Count> counts = new HashMap<>();

    private Line(float[] weights, Direction direction, EvaluationLog log) {
      this.log = log;
      line = new LineLogits(function, new ParameterLine(weights, direction));
      resolution = Resolution.along(function, weights, direction);
    }

    @Override
    public int size() {
      return images.count();
    }

    @Override
    public double resolution() {
      return resolution;
    }

    @Override
    public double[] termsAt(double lambda, int[] members) {
      double[] losses = new double[members.length];
      int placed = function.images();
      for (int first = 0; first < members.length; first += placed) {
        int last = Math.min(members.length, first + placed);
        int[] chunk = Arrays.copyOfRange(members, first, last);
        System.arraycopy(losses(lambda, chunk), 0, losses, first, chunk.length);
      }
      return losses;
    }

    /** Returns the losses of as many images as are placed at once, or fewer. */
    private double[] losses(double lambda, int[] members) {
      LoggedLosses losses = LoggedLosses.next(log, lambda, () -> computed(lambda, members));
      counts.merge(lambda, new Count(members.length, losses.correct()), Count::plus);
      return losses.losses();
    }

    private LoggedLosses computed(double lambda, int[] members) {
      ImageSet chosen = images.select(padded(members));
      function.replaceImages(normalization.apply(chosen).values());
      double[] logits = line.at(lambda);
      int classes = logits.length / function.images();
      LabelledLoss some = loss.of(Arrays.copyOf(chosen.labels(), members.length));
      double[] own = Arrays.copyOf(logits, members.length * classes);
      return new LoggedLosses(some.losses(own), some.correct(own));
    }

    /** Repeats the last image where there are fewer than are placed. */
    private int[] padded(int[] members) {
      int[] padded = Arrays.copyOf(members, function.images());
      Arrays.fill(padded, members.length, padded.length, members[members.length - 1]);
      return padded;
    }

    /** Returns the share of correct images in percent, of those evaluated at each point. */
    public List<Double> accuracies(List<Double> lambdas) {
      return lambdas.stream()
          .map(counts::get)
          .map(count -> 100.0 * count.correct() / count.images())
          .toList();
    }
  }
}
