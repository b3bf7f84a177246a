package org.convexityprobe.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * A chart with its name above it.
 *
 * @param name empty for none
 * @param plot the chart
 * @param shape height of the whole by its width; of the inside alone if {@code inside}
 * @param least the least height of the whole, in points
 * @param inside whether the shape is that of the inside, such as that of a plane of distances
 */
record ChartPanel(String name, XYPlot plot, double shape, double least, boolean inside)
    implements FigurePanel {
  private static final double NAME = 13;
  private static final double SCALE = 1000;

  /** Room at the right, into which the last label of the axis reaches. */
  private static final double RIGHT = 8;

  private static final double TOP = 4;

  /** Width of a plane that is about as high, so that it fits on a page with its caption. */
  private static final double SQUARE = 300;

  private static final double FLAT = 0.6;

  /** Returns a chart of a shape. */
  static ChartPanel of(String name, XYPlot plot, double shape) {
    return new ChartPanel(name, plot, shape, 0, false);
  }

  /** Returns a chart of a height, however wide it is. */
  static ChartPanel ofHeight(String name, XYPlot plot, double height) {
    return new ChartPanel(name, plot, 0, height, false);
  }

  @Override
  public double height(double width) {
    double plain = Math.max(least, width * shape);
    if (inside) {
      Rectangle2D all = new Rectangle2D.Double(0, 0, width - RIGHT, SCALE);
      Rectangle2D data = inside(all);
      plain = data.getWidth() * shape + SCALE - data.getHeight() + TOP;
    }
    return plain + (name.isEmpty() ? 0 : NAME);
  }

  @Override
  public double widest() {
    return inside && shape > FLAT ? SQUARE : Double.MAX_VALUE;
  }

  private Rectangle2D inside(Rectangle2D area) {
    Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    PlotRenderingInfo info = new PlotRenderingInfo(null);
    plot.draw(nowhere, area, null, null, info);
    nowhere.dispose();
    return info.getDataArea();
  }

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    double top = area.getY();
    if (!name.isEmpty()) {
      graphics.setColor(ChartStyle.INK);
      graphics.setFont(ChartStyle.font(name, ChartStyle.LABEL));
      String fitted = fit(name, area.getWidth() - RIGHT);
      graphics.drawString(fitted, (float) area.getX(), (float) top + ChartStyle.LABEL);
      top += NAME;
    }
    plot.draw(
        graphics,
        new Rectangle2D.Double(
            area.getX(), top + TOP, area.getWidth() - RIGHT, area.getMaxY() - top - TOP),
        null,
        null,
        null);
  }

  private static String fit(String text, double width) {
    String fitted = text;
    while (fitted.length() > 1 && ChartStyle.width(fitted, ChartStyle.LABEL) > width) {
      fitted = fitted.substring(0, fitted.length() - 2) + "…";
    }
    return fitted;
  }
}
