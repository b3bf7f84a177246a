package org.convexityprobe.nmf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Accelerated projected gradient. The gradient is taken at the extrapolated point y; the loss and
 * residual that it reports are those at y, which meets the iterate x where the method converges.
 */
final class AcceleratedStepper implements Stepper {
  /** Margin over the curvature at constant factors, for their spread and the residual's part. */
  private static final double MARGIN = 1.25;

  private final FactorizationLoss loss;
  private final List<State> states = new ArrayList<>();
  private final List<Factors> extrapolated = new ArrayList<>();

  private static final class State {
    final Factors start;

    /** Where the last accepted gradient was taken; the loss there is {@code baseLoss}. */
    final Factors base;

    Factors iterate;
    Factors previous;
    final Factors gradient;
    double baseLoss = Double.POSITIVE_INFINITY;
    double momentum = 1;
    double curvature;
    boolean extrapolates;

    State(Factors start, double curvature) {
      this.start = start.copy();
      base = start.copy();
      iterate = start.copy();
      previous = start.copy();
      gradient = Factors.zeros(start.rows(), start.columns(), start.rank());
      this.curvature = curvature;
    }
  }

  AcceleratedStepper(FactorizationLoss loss, List<Factors> points) {
    this.loss = loss;
    double curvature = MARGIN * loss.initialCurvatureBound();
    for (Factors point : points) {
      states.add(new State(point, curvature));
      extrapolated.add(point);
    }
  }

  @Override
  public FactorizationLoss.Measured[] step(int[] indices) {
    double[] losses =
        loss.gradientsAt(
            Arrays.stream(indices).mapToObj(extrapolated::get).toList(),
            Arrays.stream(indices).mapToObj(index -> states.get(index).gradient).toList());
    FactorizationLoss.Measured[] measured = new FactorizationLoss.Measured[indices.length];
    for (int i = 0; i < indices.length; i++) {
      State state = states.get(indices[i]);
      Factors y = extrapolated.get(indices[i]);
      measured[i] = FactorizationLoss.measured(losses[i], y, state.gradient);
      if (losses[i] <= state.baseLoss) {
        state.baseLoss = losses[i];
        advance(state, y);
      } else {
        restart(state, y);
      }
    }
    return measured;
  }

  private void advance(State state, Factors y) {
    copy(y, state.base);
    double next = (1 + Math.sqrt(1 + 4 * state.momentum * state.momentum)) / 2;
    double extrapolation = (state.momentum - 1) / next;
    state.momentum = next;
    state.extrapolates = extrapolation > 0;
    Factors old = state.previous;
    state.previous = state.iterate;
    state.iterate = old;
    double step = 1 / state.curvature;
    extrapolate(
        y.left(), state.gradient.left(), state.previous.left(), old.left(), step, extrapolation);
    extrapolate(
        y.right(),
        state.gradient.right(),
        state.previous.right(),
        old.right(),
        step,
        extrapolation);
  }

  /** Writes x ← max(0, y − step g) and y ← max(0, x + β (x − previous)). */
  private void extrapolate(
      double[] y, double[] g, double[] previous, double[] x, double step, double beta) {
    loss.workers()
        .forEach(
            Shares.MOST,
            (worker, share) -> {
              int end = Shares.start(share + 1, Shares.MOST, y.length);
              for (int i = Shares.start(share, Shares.MOST, y.length); i < end; i++) {
                double next = Math.max(0, y[i] - step * g[i]);
                x[i] = next;
                y[i] = Math.max(0, next + beta * (next - previous[i]));
              }
            });
  }

  /** Drops the momentum and goes on from the iterate; if there was none, the step was too long. */
  private static void restart(State state, Factors y) {
    if (!state.extrapolates) {
      state.curvature *= 2;
      copy(state.base, state.iterate);
    }
    copy(state.iterate, y);
    copy(state.iterate, state.previous);
    state.momentum = 1;
    state.extrapolates = false;
  }

  private static void copy(Factors from, Factors to) {
    System.arraycopy(from.left(), 0, to.left(), 0, from.left().length);
    System.arraycopy(from.right(), 0, to.right(), 0, from.right().length);
  }

  @Override
  public List<Factors> points() {
    return extrapolated;
  }

  @Override
  public boolean descends(int index) {
    return false;
  }

  @Override
  public Factors solution(int index) {
    return Balance.like(loss, states.get(index).start, extrapolated.get(index));
  }
}
