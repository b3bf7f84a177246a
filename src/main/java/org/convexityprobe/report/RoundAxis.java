package org.convexityprobe.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * An axis whose ticks are at round numbers, all with as many decimals, and with a true minus sign.
 * A logarithmic one shows values whose common logarithms are plotted.
 */
final class RoundAxis extends NumberAxis {
  private static final long serialVersionUID = 1;

  private final transient List<NumberTick> horizontal;
  private final transient List<NumberTick> vertical;

  private RoundAxis(String title, double low, double high, List<RoundTicks.Tick> ticks) {
    super(title);
    ChartStyle.style(this, title);
    setRange(low, high);
    setAutoRangeIncludesZero(false);
    horizontal = ticks(ticks, TextAnchor.TOP_CENTER);
    vertical = ticks(ticks, TextAnchor.CENTER_RIGHT);
  }

  /** Returns an axis from {@code low} to {@code high}, which need not be round. */
  static RoundAxis linear(String title, double low, double high) {
    return new RoundAxis(title, low, high, RoundTicks.linear(low, high));
  }

  /** Returns an axis on which the logarithms from {@code low} to {@code high} are plotted. */
  static RoundAxis logarithmic(String title, double low, double high) {
    return new RoundAxis(title, low, high, RoundTicks.logarithmic(low, high));
  }

  /** Returns an axis of one kind or the other. */
  static RoundAxis of(String title, double low, double high, boolean logarithmic) {
    return logarithmic ? logarithmic(title, low, high) : linear(title, low, high);
  }

  /** Returns an axis with ticks at these numbers alone, such as the epochs that were measured. */
  static RoundAxis at(String title, double low, double high, List<Integer> numbers) {
    List<RoundTicks.Tick> ticks = new ArrayList<>();
    for (int number : numbers) {
      ticks.add(new RoundTicks.Tick(number, Numbers.minus(Integer.toString(number))));
    }
    return new RoundAxis(title, low, high, ticks);
  }

  /** Returns the same axis without labels, for a chart that shares those of another. */
  RoundAxis bare() {
    setTickLabelsVisible(false);
    setLabel(null);
    return this;
  }

  private static List<NumberTick> ticks(List<RoundTicks.Tick> ticks, TextAnchor anchor) {
    return ticks.stream()
        .map(tick -> new NumberTick(tick.place(), tick.label(), anchor, TextAnchor.CENTER, 0))
        .toList();
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    return RectangleEdge.isTopOrBottom(edge) ? horizontal : vertical;
  }
}
