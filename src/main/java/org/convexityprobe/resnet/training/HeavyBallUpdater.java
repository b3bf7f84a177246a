package org.convexityprobe.resnet.training;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** The running state v of {@link HeavyBall}. */
final class HeavyBallUpdater implements GradientUpdater<HeavyBall> {
  private static final String VELOCITY = "V";

  private final HeavyBall rule;
  private INDArray velocity;

  HeavyBallUpdater(HeavyBall rule) {
    this.rule = rule;
  }

  @Override
  public HeavyBall getConfig() {
    return rule;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    if (!state.containsKey(VELOCITY) || state.size() != 1) {
      throw new IllegalArgumentException(
          "heavy-ball state has keys " + state.keySet() + "; expected " + VELOCITY + " alone");
    }
    velocity = state.get(VELOCITY);
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(VELOCITY, velocity);
  }

  @Override
  public void setStateViewArray(
      INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
    if (initialize) {
      view.assign(0);
    }
    velocity = view.reshape(gradientOrder, gradientShape);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    INDArray step = gradient.reshape(velocity.shape());
    double rate = rule.getLearningRate(iteration, epoch);
    velocity.muli(rule.getMomentum()).addi(step);
    if (rule.isNesterov()) {
      step.addi(velocity.mul(rule.getMomentum())).muli(rate);
    } else {
      step.assign(velocity).muli(rate);
    }
  }
}
