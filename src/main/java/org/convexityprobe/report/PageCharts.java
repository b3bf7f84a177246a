package org.convexityprobe.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.convexityprobe.landscape.Bootstrap;
import org.convexityprobe.landscape.LengthSummary;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SurfaceScan;
import org.convexityprobe.landscape.SurfaceTrajectory;
import org.convexityprobe.landscape.SurfaceTrajectory.Point;

/** What the charts of a page show, as its scripts read it: numbers, words, null for holes. */
final class PageCharts {
  private PageCharts() {}

  /** Lines of checkpoints, by their names. */
  static Map<String, Object> lines(Map<String, List<LineScan>> networks, boolean logarithmic) {
    List<Map<String, Object>> all = new ArrayList<>();
    networks.forEach(
        (name, lines) -> {
          Map<String, Object> network = new LinkedHashMap<>();
          network.put("name", name);
          network.put(
              "length",
              "L = " + Numbers.withError(LengthSummary.of(lines, Bootstrap.DEFAULT).length()));
          network.put("lines", lines.stream().map(PageCharts::line).toList());
          all.add(network);
        });
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("logarithmic", logarithmic);
    data.put("networks", all);
    return data;
  }

  private static Map<String, Object> line(LineScan scan) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("line", scan.line());
    line.put("x", scan.lambdas());
    line.put("y", finite(scan.values()));
    line.put(
        "verdicts",
        scan.verdicts().stream().map(verdict -> verdict.name().toLowerCase(Locale.ROOT)).toList());
    line.put("left", scan.run().left());
    line.put("right", scan.run().right());
    return line;
  }

  /** The cells of a table; null is what is not known of a network that has a name. */
  static Map<String, Object> lengths(LengthTable table) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (LengthCell cell : table.cells()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", cell.label().name());
      each.put("skip", cell.label().skipConnections());
      each.put("depth", cell.label().depth());
      each.put("width", cell.label().width());
      each.put("epoch", cell.label().epoch());
      each.put("length", cell.length().mean());
      double error = cell.length().standardError();
      each.put("error", Double.isNaN(error) ? null : error);
      each.put("paper", cell.paper() == null ? null : cell.paper().value().meanLength());
      cells.add(each);
    }
    return Map.of("cells", cells);
  }

  /** A surface, and the trajectory over it or null. */
  static Map<String, Object> surface(
      SurfaceScan scan, boolean logarithmic, double[] limits, SurfaceTrajectory trajectory) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("x", SurfaceFile.coordinates(scan.x()));
    data.put("y", SurfaceFile.coordinates(scan.y()));
    data.put("z", scan.values().stream().map(row -> heights(row, logarithmic)).toList());
    data.put("limits", limits);
    data.put("logarithmic", logarithmic);
    if (trajectory != null) {
      List<Point> points = trajectory.points();
      Map<String, Object> path = new LinkedHashMap<>();
      path.put("x", points.stream().map(Point::x).toList());
      path.put("y", points.stream().map(Point::y).toList());
      path.put("z", heights(points.stream().map(Point::surfaceLoss).toList(), logarithmic));
      path.put("text", points.stream().map(point -> "epoch " + point.epoch()).toList());
      data.put("path", path);
    }
    return data;
  }

  /** JSON has no NaN, and Plotly draws nothing at null. */
  private static Double[] heights(List<Double> row, boolean logarithmic) {
    return row.stream()
        .map(value -> logarithmic ? Math.log10(value) : value)
        .map(height -> Double.isFinite(height) ? height : null)
        .toArray(Double[]::new);
  }

  private static Double[] finite(List<Double> values) {
    return heights(values, false);
  }
}
