package org.convexityprobe.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.convexityprobe.landscape.ConvexityMap;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceVerdict;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * Filled contours of a surface with labelled lines; where there is a map, the outline of the convex
 * region and hatching over what is undecided; where there is a trajectory, its checkpoints.
 */
final class ContourDrawing extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  /** A surface, and what lies over it: null for nothing. */
  record Content(SurfaceScan scan, ConvexityMap map, SurfaceTrajectory trajectory) {}

  private static final float LABEL = 6;
  private static final Color LINE = new Color(0x1B, 0x2A, 0x41, 150);
  private static final Color PAPER = new Color(255, 255, 255, 205);

  private final transient Content content;
  private final transient HeightScale scale;
  private final transient HeightField field;

  ContourDrawing(Content content, HeightScale scale) {
    this.content = content;
    this.scale = scale;
    this.field = HeightField.of(content.scan(), scale.logarithmic());
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
    Plane plane = new Plane(area, x.getRange(), y.getRange());
    Shape clip = graphics.getClip();
    graphics.clip(area);
    List<Color> bands = scale.bands();
    List<Double> heights = scale.heights();
    fill(graphics, plane, -Double.MAX_VALUE, bands.get(0));
    for (int i = 0; i < heights.size(); i++) {
      fill(graphics, plane, heights.get(i), bands.get(i + 1));
    }
    graphics.setStroke(ChartStyle.stroke(0.35f));
    graphics.setColor(LINE);
    for (double height : heights) {
      for (List<ContourRings.Point> line : ContourRings.lines(field, height)) {
        graphics.draw(plane.path(line, false));
      }
    }
    if (content.map() != null) {
      drawMap(graphics, plane);
    }
    LabelPlaces places = new LabelPlaces(area);
    if (content.trajectory() != null) {
      TrajectoryDrawing.draw(graphics, plane, content.trajectory(), places);
    }
    label(graphics, plane, places);
    graphics.setClip(clip);
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(ChartStyle.stroke(ChartStyle.AXIS_LINE));
    graphics.draw(area);
  }

  private void fill(Graphics2D graphics, Plane plane, double height, Color colour) {
    Path2D region = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (List<ContourRings.Point> ring : ContourRings.of(field, height)) {
      region.append(plane.path(ring, true), false);
    }
    graphics.setColor(colour);
    graphics.fill(region);
  }

  private void label(Graphics2D graphics, Plane plane, LabelPlaces places) {
    List<Double> heights = scale.heights();
    for (int i = 0; i < heights.size(); i++) {
      String text = Numbers.minus(Numbers.plain(scale.levels().get(i)));
      double width = ChartStyle.width(text, LABEL) + 2;
      List<List<ContourRings.Point>> lines = ContourRings.lines(field, heights.get(i));
      places
          .on(lines.stream().flatMap(List::stream).map(plane::at).toList(), width, LABEL + 1)
          .ifPresent(
              box -> {
                graphics.setColor(PAPER);
                graphics.fill(box);
                graphics.setColor(ChartStyle.INK);
                graphics.setFont(ChartStyle.font(text, LABEL));
                graphics.drawString(text, (float) box.getX() + 1, (float) (box.getMaxY() - 1.5));
              });
    }
  }

  private void drawMap(Graphics2D graphics, Plane plane) {
    MapCells cells = new MapCells(content.scan(), content.map(), plane);
    Shape undecided = cells.of(SurfaceVerdict.UNDECIDED);
    if (!undecided.getBounds2D().isEmpty()) {
      Hatching.fill(graphics, undecided);
    }
    Path2D outline = cells.outline(SurfaceVerdict.CONVEX);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(ChartStyle.stroke(2.2f));
    graphics.draw(outline);
    graphics.setColor(OUTLINE);
    graphics.setStroke(ChartStyle.stroke(1.1f));
    graphics.draw(outline);
  }

  static final Color OUTLINE = new Color(0x00, 0x5A, 0x9C);

  /** Returns what the outline and the hatching mean. */
  static FigureLegend legend() {
    return new FigureLegend(
        List.of(
            new FigureLegend.Key(
                graphics -> {
                  graphics.setColor(OUTLINE);
                  graphics.setStroke(ChartStyle.stroke(1.1f));
                  graphics.draw(new Line2D.Double(-8, 0, 8, 0));
                },
                16,
                "outline of the convex region"),
            FigureLegend.Key.square(Color.WHITE, true, "undecided")));
  }
}
