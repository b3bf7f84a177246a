package org.convexityprobe.recovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.convexityprobe.nmf.Workers;

/**
 * How measurements are applied.
 *
 * @param workers threads that draw streamed measurements, or descend side by side
 * @param check called before each application, and often within a long one; its exception ends the
 *     computation
 */
public record Computing(Workers workers, Runnable check) {
  /** On all cores, to the end. */
  public static final Computing DEFAULT = new Computing(Workers.ofAllCores(), () -> {});

  /**
   * Does several computations on a problem side by side, which know nothing of each other. Where
   * its measurements are drawn anew each time, they are done one after the other, each on all
   * workers.
   *
   * @return their results, in their order
   */
  public <T> List<T> sideBySide(PlantedInstance problem, List<Supplier<T>> computations) {
    if (problem.loss().measurements() instanceof StreamedMeasurements) {
      return computations.stream().map(Supplier::get).toList();
    }
    List<T> results = new ArrayList<>(Collections.nCopies(computations.size(), null));
    workers.forEach(computations.size(), (worker, i) -> results.set(i, computations.get(i).get()));
    return results;
  }
}
