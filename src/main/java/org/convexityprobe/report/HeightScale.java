package org.convexityprobe.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.convexityprobe.landscape.SurfaceScan;

/**
 * Heights at which contour lines lie, and colours of what is between them, the same for all
 * surfaces that are compared.
 *
 * @param logarithmic whether heights are logarithms of the loss
 * @param low the least height
 * @param high the greatest height
 * @param levels losses at round numbers, rising, on which contour lines lie
 */
record HeightScale(boolean logarithmic, double low, double high, List<Double> levels) {
  /** Fewer lines show nothing; evenly spaced ones do then. */
  private static final int FEW = 7;

  HeightScale {
    levels = List.copyOf(levels);
  }

  /** Returns the scale of surfaces. */
  static HeightScale of(Collection<SurfaceScan> surfaces, boolean logarithmic) {
    DoubleSummaryStatistics heights =
        surfaces.stream()
            .flatMap(scan -> scan.values().stream())
            .flatMap(List::stream)
            .mapToDouble(value -> HeightField.height(value, logarithmic))
            .filter(Double::isFinite)
            .summaryStatistics();
    if (heights.getCount() == 0) {
      throw new IllegalArgumentException("nothing to draw: no surface has a finite value");
    }
    double low = heights.getMin();
    double high = heights.getMax();
    return new HeightScale(logarithmic, low, high, levels(low, high, logarithmic));
  }

  private static List<Double> levels(double low, double high, boolean logarithmic) {
    if (!(low < high)) {
      return List.of();
    }
    if (!logarithmic) {
      return ContourLevels.linear(low, high);
    }
    double least = Math.pow(10, low);
    double most = Math.pow(10, high);
    List<Double> levels = ContourLevels.logarithmic(least, most);
    return levels.size() < FEW ? ContourLevels.linear(least, most) : levels;
  }

  /** Returns the heights of the levels. */
  List<Double> heights() {
    return levels.stream().map(level -> HeightField.height(level, logarithmic)).toList();
  }

  /** Returns the colour of a height. */
  Color colour(double height) {
    return ChartStyle.height(high > low ? (height - low) / (high - low) : 0.5);
  }

  /** Returns the colour of each band, from below the first level to above the last. */
  List<Color> bands() {
    List<Double> ends = new ArrayList<>(heights());
    ends.add(0, low);
    ends.add(high);
    List<Color> bands = new ArrayList<>();
    for (int i = 0; i + 1 < ends.size(); i++) {
      bands.add(colour((ends.get(i) + ends.get(i + 1)) / 2));
    }
    return bands;
  }

  /** Returns what the heights are. */
  String title() {
    return logarithmic ? "loss (logarithmic scale)" : "loss";
  }
}
