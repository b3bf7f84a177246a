package org.convexityprobe.experiment.reproduction;

import org.convexityprobe.experiment.config.TableConfig;
import org.convexityprobe.experiment.factorization.FactorizationListener;
import org.convexityprobe.experiment.surface.SurfaceListener;
import org.convexityprobe.experiment.table.TableListener;

/** Hears how a reproduction goes. */
public interface ReproductionListener {
  /** An experiment begins. */
  void started(Work work, int number, int count);

  /** An experiment, or one on one of its matrices, failed numerically; the others are done. */
  void failed(String experiment, RuntimeException failure);

  /** Returns who hears of a table of networks. */
  TableListener table(TableConfig config);

  /** Returns who hears of surfaces. */
  SurfaceListener surfaces();

  /** Returns who hears of a factorisation experiment on a matrix. */
  FactorizationListener factorization(String matrix);
}
