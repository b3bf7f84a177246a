package org.convexityprobe.experiment.factorization;

import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.nmf.SolverListener.Iteration;

/**
 * The history of a solver: every iteration, or where there are too many to keep, every second,
 * fourth and so on, and the last one.
 *
 * @param iterations what was measured, in their order
 */
public record History(List<Iteration> iterations) {
  /** Copies the list. */
  public History {
    iterations = List.copyOf(iterations);
  }

  /** Gathers a history in bounded memory. */
  static final class Recorder {
    /** A run of 10⁷ steps would not fit in memory, nor could its figure show more. */
    static final int MOST = 20_000;

    private final List<Iteration> kept = new ArrayList<>();
    private Iteration last;
    private long heard;
    private long every = 1;

    void add(Iteration iteration) {
      if (heard % every == 0) {
        if (kept.size() == MOST) {
          thin();
        }
        if (heard % every == 0) {
          kept.add(iteration);
        }
      }
      last = iteration;
      heard++;
    }

    private void thin() {
      List<Iteration> some = new ArrayList<>();
      for (int i = 0; i < kept.size(); i += 2) {
        some.add(kept.get(i));
      }
      kept.clear();
      kept.addAll(some);
      every *= 2;
    }

    History history() {
      List<Iteration> all = new ArrayList<>(kept);
      if (last != null && (all.isEmpty() || all.get(all.size() - 1).number() != last.number())) {
        all.add(last);
      }
      return new History(all);
    }
  }
}
