package org.convexityprobe.experiment.probe;

/** Hears how a sensitivity study proceeds. */
public interface SensitivityListener {
  /**
   * A convention is probed next.
   *
   * @param name its name, such as {@code random-running-51-1000}
   * @param number its number, from 1
   * @param count how many there are
   * @return what hears how that probe proceeds
   */
  ProbeListener probing(String name, int number, int count);
}
