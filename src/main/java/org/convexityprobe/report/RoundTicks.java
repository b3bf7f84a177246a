package org.convexityprobe.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places of ticks on axes, and what is written there. */
final class RoundTicks {
  /**
   * A tick.
   *
   * @param place where it is, on a logarithmic axis the logarithm of its number
   * @param label its number
   */
  record Tick(double place, String label) {}

  /** As many as an axis of a small chart has room for. */
  private static final int MOST = 6;

  /** A tick at the very end of an axis is one, whatever rounding makes of it. */
  private static final double ROUNDING = 1e-9;

  private static final double[] STEPS = {1, 2, 2.5, 5};

  /** Decimals of 2.5: one more than of 2. */
  private static final int QUARTERS = 2;

  private RoundTicks() {}

  /** Returns multiples of a round step, ends included; one number if the ends are equal. */
  static List<Tick> linear(double low, double high) {
    if (!(low < high)) {
      return List.of(new Tick(low, Numbers.minus(Numbers.plain(low))));
    }
    for (int exponent = (int) Math.floor(Math.log10((high - low) / MOST)); ; exponent++) {
      for (int i = 0; i < STEPS.length; i++) {
        double step = STEPS[i] * Math.pow(10, exponent);
        double slack = ROUNDING * step;
        long first = (long) Math.ceil((low - slack) / step);
        long last = (long) Math.floor((high + slack) / step);
        if (last - first < MOST) {
          return multiples(step, first, last, Math.max(0, (i == QUARTERS ? 1 : 0) - exponent));
        }
      }
    }
  }

  private static List<Tick> multiples(double step, long first, long last, int decimals) {
    List<Tick> ticks = new ArrayList<>();
    double largest = Math.max(Math.abs(first), Math.abs(last)) * step;
    for (long k = first; k <= last; k++) {
      // 3 · 0.1 is 0.30000000000000004.
      double place = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(k)).doubleValue();
      ticks.add(
          new Tick(place, k == 0 ? "0" : Numbers.minus(label(place, step, largest, decimals))));
    }
    return ticks;
  }

  private static String label(double place, double step, double largest, int decimals) {
    return largest < 1e5 && decimals <= 4
        ? String.format(Locale.ROOT, "%." + decimals + "f", place)
        : scientific(place, step);
  }

  /** Returns a number that is not 0, which has no logarithm. */
  private static String scientific(double place, double step) {
    int digits =
        (int) Math.floor(Math.log10(Math.abs(place))) - (int) Math.floor(Math.log10(step)) + 1;
    String[] parts =
        String.format(Locale.ROOT, "%." + Math.max(0, digits) + "e", place).split("e", 2);
    BigDecimal mantissa = new BigDecimal(parts[0]).stripTrailingZeros();
    return mantissa.toPlainString() + "e" + Integer.parseInt(parts[1]);
  }

  /**
   * Returns powers of ten, with twos and fives between them where there are few, and evenly spaced
   * numbers where the axis is too short for these.
   */
  static List<Tick> logarithmic(double low, double high) {
    List<Tick> ticks = powers(low, high);
    return ticks.size() < 2 && low < high ? evenly(low, high) : ticks;
  }

  private static List<Tick> evenly(double low, double high) {
    return linear(Math.pow(10, low), Math.pow(10, high)).stream()
        .map(tick -> new Tick(Math.log10(tick.place()), tick.label()))
        .filter(tick -> Double.isFinite(tick.place()))
        .toList();
  }

  private static List<Tick> powers(double low, double high) {
    double[][] choices = {{1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 5}, {1, 3}, {1}};
    for (double[] mantissas : choices) {
      List<Tick> ticks = decades(mantissas, 1, low, high);
      if (ticks.size() <= MOST) {
        return ticks;
      }
    }
    int every = 1 + (int) ((high - low) / MOST);
    return decades(new double[] {1}, every, low, high);
  }

  private static List<Tick> decades(double[] mantissas, int every, double low, double high) {
    List<Tick> ticks = new ArrayList<>();
    int start = Math.floorDiv((int) Math.floor(low), every) * every;
    for (int exponent = start; exponent <= high + ROUNDING; exponent += every) {
      for (double mantissa : mantissas) {
        double place = exponent + Math.log10(mantissa);
        if (place >= low - ROUNDING && place <= high + ROUNDING) {
          String number =
              new BigDecimal(mantissa).scaleByPowerOfTen(exponent).stripTrailingZeros().toString();
          ticks.add(new Tick(place, Numbers.minus(Numbers.plain(Double.parseDouble(number)))));
        }
      }
    }
    return ticks;
  }
}
