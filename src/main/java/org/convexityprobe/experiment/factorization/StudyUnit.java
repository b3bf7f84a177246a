package org.convexityprobe.experiment.factorization;

import org.convexityprobe.experiment.work.WorkUnit;

/**
 * A unit of work of a study.
 *
 * @param <E> the entry that it gives
 */
public interface StudyUnit<E> extends WorkUnit<E, FactorizationListener> {
  @Override
  default FactorizationListener silent() {
    return new FactorizationListener() {};
  }
}
