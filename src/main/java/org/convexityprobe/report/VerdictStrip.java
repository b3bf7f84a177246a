package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.Estimate;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.Verdict;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A bar for each line, coloured by the verdict on each point and its neighbours, with a frame
 * around the interval of its length; above them a span of the mean length L around λ = 0, whose
 * whiskers are one standard error.
 */
final class VerdictStrip extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  static final FigureKey LEGEND =
      new FigureLegend(
          List.of(
              FigureLegend.Key.square(ChartStyle.CONVEX, "convex"),
              FigureLegend.Key.square(ChartStyle.UNDECIDED, true, "undecided"),
              FigureLegend.Key.square(ChartStyle.CONTRADICTED, "contradicted")));

  /** Room above the bars, for the mean length, in points. */
  private static final double HEAD = 15;

  private static final double HIGHEST_ROW = 6;
  private static final double HIGHEST = 100;

  private final transient List<LineScan> lines;
  private final transient Estimate length;

  private VerdictStrip(List<LineScan> lines) {
    this.lines = lines;
    this.length = LengthSummary.of(lines, Bootstrap.DEFAULT).length();
  }

  /** Returns the height, in points, that suits so many lines. */
  static double height(List<LineScan> lines) {
    return HEAD + Math.min(HIGHEST, HIGHEST_ROW * lines.size());
  }

  /** Returns a plot whose horizontal axis is that of the lines. */
  static XYPlot of(List<LineScan> lines) {
    RoundAxis rows = RoundAxis.at("", 0, 1, List.of()).bare();
    rows.setAxisLineVisible(false);
    XYPlot plot = ChartStyle.plot(null, rows);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(new VerdictStrip(lines));
    return plot;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis x,
      ValueAxis y,
      int index,
      PlotRenderingInfo info) {
    double scale = area.getWidth() / (x.getUpperBound() - x.getLowerBound());
    double zero = x.valueToJava2D(0, area, RectangleEdge.BOTTOM);
    double row = (area.getHeight() - HEAD) / lines.size();
    double top = area.getY() + HEAD;
    for (LineScan scan : lines) {
      bar(graphics, scan, new Rectangle2D.Double(zero, top + 0.1 * row, scale, 0.8 * row));
      top += row;
    }
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(ChartStyle.stroke(0.5f));
    graphics.draw(new Line2D.Double(zero, area.getY() + HEAD, zero, area.getMaxY()));
    mean(graphics, zero, area.getY() + HEAD - 4, scale);
  }

  /** Draws one bar; {@code unit} starts at λ = 0 and is 1 wide. */
  private static void bar(Graphics2D graphics, LineScan scan, Rectangle2D unit) {
    double step = scan.grid().spacing();
    List<Verdict> verdicts = scan.verdicts();
    for (int from = 0; from < verdicts.size(); ) {
      int to = from;
      while (to < verdicts.size() && colour(verdicts.get(to)).equals(colour(verdicts.get(from)))) {
        to++;
      }
      Rectangle2D piece =
          part(unit, scan.lambdas().get(from + 1) - step / 2, scan.lambdas().get(to) + step / 2);
      graphics.setColor(colour(verdicts.get(from)));
      graphics.fill(piece);
      if (verdicts.get(from) == Verdict.UNDECIDED) {
        Hatching.fill(graphics, piece);
      }
      from = to;
    }
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(ChartStyle.stroke((float) Math.min(0.6, 0.12 * unit.getHeight())));
    graphics.draw(part(unit, scan.run().left(), scan.run().right()));
  }

  private static Rectangle2D part(Rectangle2D unit, double from, double to) {
    return new Rectangle2D.Double(
        unit.getX() + from * unit.getWidth(),
        unit.getY(),
        (to - from) * unit.getWidth(),
        unit.getHeight());
  }

  private static Color colour(Verdict verdict) {
    return switch (verdict) {
      case CONVEX -> ChartStyle.CONVEX;
      case UNDECIDED -> ChartStyle.UNDECIDED;
      case CONCAVE, NON_FINITE -> ChartStyle.CONTRADICTED;
    };
  }

  private void mean(Graphics2D graphics, double zero, double y, double scale) {
    double half = length.mean() / 2 * scale;
    double error = Double.isNaN(length.standardError()) ? 0 : length.standardError() / 2 * scale;
    graphics.setStroke(ChartStyle.stroke(1.2f));
    graphics.draw(new Line2D.Double(zero - half, y, zero + half, y));
    graphics.setStroke(ChartStyle.stroke(0.6f));
    for (int side = -1; side <= 1; side += 2) {
      double end = zero + side * half;
      graphics.draw(new Line2D.Double(end, y - 2, end, y + 2));
      if (error > 0) {
        graphics.draw(new Rectangle2D.Double(end - error, y - 1.2, 2 * error, 2.4));
      }
    }
    String text = "L = " + Numbers.withError(length);
    graphics.setFont(ChartStyle.font(text, ChartStyle.TICK));
    double width = ChartStyle.width(text, ChartStyle.TICK);
    graphics.drawString(text, (float) (zero - width / 2), (float) (y - 3));
  }
}
