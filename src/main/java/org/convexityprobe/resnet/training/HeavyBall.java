package org.convexityprobe.resnet.training;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gradient descent with heavy-ball momentum, v ← μ v + g; w ← w − η v (Polyak 1964; PyTorch's SGD).
 *
 * <p>DL4J's own {@code Nesterovs} looks ahead and keeps the rate inside v, which is another method.
 * With {@code nesterov} set, the step is η (g + μ v), PyTorch's variant.
 */
public final class HeavyBall implements IUpdater {
  private static final long serialVersionUID = 1L;

  private double learningRate;
  private ISchedule learningRateSchedule;
  private final double momentum;
  private final boolean nesterov;

  /**
   * Creates the rule.
   *
   * @param learningRate η where there is no schedule
   * @param learningRateSchedule η as a function of iteration and epoch, or null
   * @param momentum μ in [0, 1)
   * @param nesterov whether the step looks ahead
   */
  public HeavyBall(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("learningRateSchedule") ISchedule learningRateSchedule,
      @JsonProperty("momentum") double momentum,
      @JsonProperty("nesterov") boolean nesterov) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum is " + momentum + "; expected 0 ≤ μ < 1");
    }
    this.learningRate = learningRate;
    this.learningRateSchedule = learningRateSchedule;
    this.momentum = momentum;
    this.nesterov = nesterov;
  }

  /** Returns the rate used where there is no schedule. */
  public double getLearningRate() {
    return learningRate;
  }

  /** Returns the schedule of the rate, or null. */
  public ISchedule getLearningRateSchedule() {
    return learningRateSchedule;
  }

  /** Returns μ. */
  public double getMomentum() {
    return momentum;
  }

  /** Returns whether the step looks ahead. */
  public boolean isNesterov() {
    return nesterov;
  }

  @Override
  public long stateSize(long numParams) {
    return numParams;
  }

  @Override
  public GradientUpdater<HeavyBall> instantiate(INDArray viewArray, boolean initializeViewArray) {
    HeavyBallUpdater updater = new HeavyBallUpdater(this);
    INDArray flat = viewArray.reshape(viewArray.length());
    updater.setStateViewArray(flat, flat.shape(), flat.ordering(), initializeViewArray);
    return updater;
  }

  @Override
  public GradientUpdater<HeavyBall> instantiate(
      Map<String, INDArray> updaterState, boolean initializeStateArrays) {
    HeavyBallUpdater updater = new HeavyBallUpdater(this);
    updater.setState(updaterState, initializeStateArrays);
    return updater;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRateSchedule == null
        ? learningRate
        : learningRateSchedule.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    learningRate = rate;
    learningRateSchedule = schedule;
  }

  @Override
  public HeavyBall clone() {
    return new HeavyBall(
        learningRate,
        learningRateSchedule == null ? null : learningRateSchedule.clone(),
        momentum,
        nesterov);
  }

  /** Equal rules let DL4J merge the parameters of neighbouring layers into one update. */
  @Override
  public boolean equals(Object other) {
    return other instanceof HeavyBall rule
        && Double.compare(rule.learningRate, learningRate) == 0
        && Objects.equals(rule.learningRateSchedule, learningRateSchedule)
        && rule.momentum == momentum
        && rule.nesterov == nesterov;
  }

  @Override
  public int hashCode() {
    return Objects.hash(learningRate, learningRateSchedule, momentum, nesterov);
  }
}
