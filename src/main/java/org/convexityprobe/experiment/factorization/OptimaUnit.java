package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.experiment.work.InputFile;
import org.convexityprobe.experiment.work.RunControl;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Solution;
import org.convexityprobe.nmf.SolverListener;

/**
 * Optima that are found together, since they go through the matrix together.
 *
 * @param matrix what is factorised
 * @param solve how
 * @param indices numbers of the starting points
 */
record OptimaUnit(ScaledMatrix matrix, FactorizationConfig solve, List<Integer> indices)
    implements StudyUnit<OptimaUnit.Found> {
  OptimaUnit {
    indices = List.copyOf(indices);
  }

  /** What was found, in no order. */
  record Found(List<Optimum> optima) {
    Found {
      optima = List.copyOf(optima);
    }
  }

  /**
   * One optimum.
   *
   * @param index number of its starting point
   * @param solution where the solver ended
   * @param history how it got there
   */
  record Optimum(int index, Solution solution, History history) {}

  @Override
  public String describe() {
    return "optima %d to %d".formatted(indices.get(0), indices.get(indices.size() - 1));
  }

  @Override
  public List<InputFile> inputs() throws IOException {
    return matrix.inputs(solve.initialFactors());
  }

  @Override
  public Found compute(UnitContext context, RunControl<FactorizationListener> control)
      throws IOException {
    FactorizationLoss loss = context.get(matrix);
    List<Factors> starts = new ArrayList<>();
    for (int index : indices) {
      starts.add(solve.start(loss, index, context));
    }
    Recording recording = new Recording(control);
    List<Optimum> optima = new ArrayList<>();
    for (Solution solution : solve.solver().solve(loss, starts, recording)) {
      optima.add(
          new Optimum(
              indices.get(solution.start()),
              solution,
              recording.recorders.get(solution.start()).history()));
    }
    return new Found(optima);
  }

  @Override
  public void retell(Found entry, FactorizationListener listener) {
    entry.optima().forEach(optimum -> listener.found(optimum.solution()));
  }

  /** Keeps the history of each optimum, and tells the run how they go. */
  private final class Recording implements SolverListener {
    private final RunControl<FactorizationListener> control;
    private final List<History.Recorder> recorders = new ArrayList<>();

    Recording(RunControl<FactorizationListener> control) {
      this.control = control;
      indices.forEach(index -> recorders.add(new History.Recorder()));
    }

    @Override
    public void iteration(int start, Iteration iteration, Factors next) {
      control.check();
      recorders.get(start).add(iteration);
      control.listener().iteration(indices.get(start), iteration);
    }

    @Override
    public void finished(Solution solution) {
      control.listener().found(solution);
    }

    @Override
    public void warning(String message) {
      control.listener().note(message);
    }
  }
}
