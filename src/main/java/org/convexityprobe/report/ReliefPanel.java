package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.convexityprobe.landscape.SurfaceAxis;
import org.convexityprobe.landscape.SurfaceScan;

/**
 * A surface in a box, seen from above its nearest corner, in parallel projection. Pieces are drawn
 * from the back to the front, so that near ones cover far ones.
 *
 * @param name what it is a surface of
 * @param scale of heights and colours, the same for surfaces that are compared
 */
record ReliefPanel(String name, SurfaceScan scan, HeightScale scale) implements FigurePanel {
  private static final double AZIMUTH = Math.toRadians(38);
  private static final double ELEVATION = Math.toRadians(26);

  /** Height of the box, where its sides are 1. */
  private static final double TALL = 0.75;

  private static final double SHAPE = 0.84;
  private static final double WIDEST = 330;
  private static final double NAME = 13;
  private static final float LABEL = 6.5f;
  private static final double TICK = 0.03;
  private static final double AWAY = 0.1;
  private static final double TITLE_AWAY = 0.3;

  /** Sides of pieces along one side of the surface: more than that no print shows. */
  private static final int PIECES = 60;

  @Override
  public double height(double width) {
    return width * SHAPE + NAME;
  }

  @Override
  public double widest() {
    return WIDEST;
  }

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    graphics.setColor(ChartStyle.INK);
    graphics.setFont(ChartStyle.font(name, ChartStyle.LABEL));
    graphics.drawString(name, (float) area.getX(), (float) area.getY() + ChartStyle.LABEL);
    new Drawing(
            graphics,
            new Rectangle2D.Double(
                area.getX(), area.getY() + NAME, area.getWidth(), area.getHeight() - NAME))
        .draw();
  }

  /** One drawing of the panel; points of the box have coordinates from 0 to 1. */
  private final class Drawing {
    private final Graphics2D graphics;
    private final double size;
    private final double centreX;
    private final double centreY;
    private final HeightField field;

    Drawing(Graphics2D graphics, Rectangle2D area) {
      this.graphics = graphics;
      this.size = Math.min(area.getWidth() / 1.85, area.getHeight() / 1.5);
      this.centreX = area.getCenterX();
      this.centreY = area.getCenterY() - 0.06 * size;
      this.field = HeightField.of(scan, scale.logarithmic());
    }

    Point2D at(double x, double y, double z) {
      double right = (x - 0.5) * Math.cos(AZIMUTH) - (y - 0.5) * Math.sin(AZIMUTH);
      double back = (x - 0.5) * Math.sin(AZIMUTH) + (y - 0.5) * Math.cos(AZIMUTH);
      double up = (z - 0.5) * TALL * Math.cos(ELEVATION) + back * Math.sin(ELEVATION);
      return new Point2D.Double(centreX + size * right, centreY - size * up);
    }

    private void line(Point2D from, Point2D to) {
      graphics.draw(new Line2D.Double(from, to));
    }

    void draw() {
      walls();
      surface();
      axes();
    }

    /** The floor and the two walls behind, with lines at the ticks. */
    private void walls() {
      graphics.setStroke(ChartStyle.stroke(0.5f));
      graphics.setColor(ChartStyle.GRID);
      for (RoundTicks.Tick tick : RoundTicks.linear(scan.x().from(), scan.x().to())) {
        double x = share(tick.place(), scan.x());
        line(at(x, 0, 0), at(x, 1, 0));
        line(at(x, 1, 0), at(x, 1, 1));
      }
      for (RoundTicks.Tick tick : RoundTicks.linear(scan.y().from(), scan.y().to())) {
        double y = share(tick.place(), scan.y());
        line(at(0, y, 0), at(1, y, 0));
        line(at(1, y, 0), at(1, y, 1));
      }
      for (RoundTicks.Tick tick : heights()) {
        double z = share(tick.place());
        line(at(0, 1, z), at(1, 1, z));
        line(at(1, 0, z), at(1, 1, z));
      }
    }

    private List<RoundTicks.Tick> heights() {
      return scale.logarithmic()
          ? RoundTicks.logarithmic(scale.low(), scale.high())
          : RoundTicks.linear(scale.low(), scale.high());
    }

    /** From the back, where x and y are large, to the front. */
    private void surface() {
      int step = Math.max(1, (field.columns() - 1) / PIECES);
      int stepY = Math.max(1, (field.rows() - 1) / PIECES);
      int columns = (field.columns() - 1) / step;
      int rows = (field.rows() - 1) / stepY;
      for (int j = rows - 1; j >= 0; j--) {
        for (int i = columns - 1; i >= 0; i--) {
          piece(i * step, j * stepY, (i + 1) * step, (j + 1) * stepY);
        }
      }
    }

    private void piece(int left, int front, int right, int back) {
      double sum = 0;
      Path2D path = new Path2D.Double();
      int[][] corners = {{left, front}, {right, front}, {right, back}, {left, back}};
      for (int[] corner : corners) {
        double height = field.height(corner[0], corner[1]);
        sum += height;
        Point2D point =
            at(
                share(field.x(corner[0]), scan.x()),
                share(field.y(corner[1]), scan.y()),
                share(height));
        if (path.getCurrentPoint() == null) {
          path.moveTo(point.getX(), point.getY());
        } else {
          path.lineTo(point.getX(), point.getY());
        }
      }
      if (Double.isNaN(sum)) {
        return;
      }
      path.closePath();
      Color colour = scale.colour(sum / 4);
      graphics.setColor(colour);
      graphics.fill(path);
      graphics.setStroke(ChartStyle.stroke(0.25f));
      graphics.setColor(ChartStyle.mix(colour, ChartStyle.INK, 0.3));
      graphics.draw(path);
    }

    private void axes() {
      graphics.setStroke(ChartStyle.stroke(ChartStyle.AXIS_LINE));
      graphics.setColor(ChartStyle.INK);
      line(at(0, 0, 0), at(1, 0, 0));
      line(at(0, 0, 0), at(0, 1, 0));
      line(at(0, 1, 0), at(0, 1, 1));
      for (RoundTicks.Tick tick : RoundTicks.linear(scan.x().from(), scan.x().to())) {
        double x = share(tick.place(), scan.x());
        line(at(x, 0, 0), at(x, -TICK, 0));
        text(tick.label(), at(x, -AWAY, 0), LABEL);
      }
      for (RoundTicks.Tick tick : RoundTicks.linear(scan.y().from(), scan.y().to())) {
        double y = share(tick.place(), scan.y());
        line(at(0, y, 0), at(-TICK, y, 0));
        text(tick.label(), at(-AWAY, y, 0), LABEL);
      }
      for (RoundTicks.Tick tick : heights()) {
        double z = share(tick.place());
        Point2D end = at(0, 1, z);
        line(end, new Point2D.Double(end.getX() - 2.5, end.getY()));
        double width = ChartStyle.width(tick.label(), LABEL);
        text(tick.label(), new Point2D.Double(end.getX() - 5 - width / 2, end.getY()), LABEL);
      }
      text("first direction", at(0.5, -TITLE_AWAY, 0), ChartStyle.TICK);
      text("second direction", at(-TITLE_AWAY, 0.5, 0), ChartStyle.TICK);
      Point2D top = at(0, 1, 1);
      text("loss", new Point2D.Double(top.getX(), top.getY() - 8), ChartStyle.TICK);
    }

    private void text(String text, Point2D at, float textSize) {
      graphics.setColor(ChartStyle.INK);
      graphics.setFont(ChartStyle.font(text, textSize));
      double width = ChartStyle.width(text, textSize);
      graphics.drawString(
          text, (float) (at.getX() - width / 2), (float) (at.getY() + 0.35 * textSize));
    }

    private double share(double coordinate, SurfaceAxis axis) {
      return (coordinate - axis.from()) / (axis.to() - axis.from());
    }

    private double share(double height) {
      return scale.high() > scale.low()
          ? (height - scale.low()) / (scale.high() - scale.low())
          : 0.5;
    }
  }
}
