package org.convexityprobe.report;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** One bar for all surfaces of a figure: the colours, and the losses where they change. */
record ColourBar(HeightScale scale) implements FigureKey {
  private static final double LONGEST = 300;
  private static final double THICK = 8;
  private static final double HEIGHT = 24;
  private static final double GAP = 6;

  @Override
  public double height(double width) {
    return HEIGHT;
  }

  @Override
  public void paint(Graphics2D graphics, double left, double top, double width) {
    String title = scale.title();
    double start = left + ChartStyle.width(title, ChartStyle.TICK) + 2 * GAP;
    double length = Math.min(LONGEST, left + width - start - 3 * GAP);
    graphics.setFont(ChartStyle.font(title, ChartStyle.TICK));
    graphics.setColor(ChartStyle.INK);
    graphics.drawString(title, (float) left, (float) (top + THICK));
    List<Double> heights = scale.heights();
    double before = start;
    for (int i = 0; i <= heights.size(); i++) {
      double end = i < heights.size() ? place(heights.get(i), start, length) : start + length;
      graphics.setColor(scale.bands().get(i));
      // A little into the next one, so that no gap shows between them.
      double overlap = i < heights.size() ? 0.3 : 0;
      graphics.fill(new Rectangle2D.Double(before, top, end - before + overlap, THICK));
      before = end;
    }
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(ChartStyle.stroke(0.4f));
    graphics.draw(new Rectangle2D.Double(start, top, length, THICK));
    double free = start - GAP;
    for (int i = 0; i < heights.size(); i++) {
      double at = place(heights.get(i), start, length);
      String label = Numbers.minus(Numbers.plain(scale.levels().get(i)));
      double half = ChartStyle.width(label, ChartStyle.TICK) / 2;
      graphics.draw(new Line2D.Double(at, top + THICK, at, top + THICK + 2));
      if (at - half >= free) {
        graphics.setFont(ChartStyle.font(label, ChartStyle.TICK));
        graphics.drawString(label, (float) (at - half), (float) (top + THICK + 10));
        free = at + half + GAP;
      }
    }
  }

  private double place(double height, double start, double length) {
    return start + length * (height - scale.low()) / (scale.high() - scale.low());
  }
}
