package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.List;

/** The sizes of samples at which second differences are looked at; the last is the population. */
final class SampleSchedule {
  /** A sample of this share of the population costs little less than all of it. */
  private static final double NEARLY_ALL = 0.75;

  private final List<Integer> sizes = new ArrayList<>();

  SampleSchedule(AdaptiveSettings settings, int population) {
    int unit = settings.outline();
    int size = settings.firstSample();
    while (size < NEARLY_ALL * population) {
      sizes.add(size);
      int units = (int) Math.ceil(size * settings.growth() / unit);
      size = Math.multiplyExact(unit, Math.max(units, size / unit + 1));
    }
    sizes.add(population);
  }

  /** Returns the number of members at a look. */
  int size(int look) {
    return sizes.get(look);
  }

  /** Returns the number of looks at less than the whole population: those that can err. */
  int uncertainLooks() {
    return sizes.size() - 1;
  }
}
