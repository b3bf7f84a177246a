package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of {@link ConvexityMeasures}, in the order in which tables have them. */
public enum ConvexityMeasure {
  /** Largest rise of the loss on the way. */
  RISE("rise", "rise (Δ_MLI)"),
  /** Height above the chord. */
  BARRIER("barrier", "barrier"),
  /** One-point convexity. */
  ONE_POINT("one_point_convexity", "one-point convexity"),
  /** Error bound. */
  ERROR_BOUND("error_bound", "error bound"),
  /** Margin of the inequality of star-convex paths. */
  STAR_MARGIN("star_margin", "star-convex margin"),
  /** Polyak–Łojasiewicz, towards a loss of 0. */
  PL_STAR("pl_star", "PL*"),
  /** Least second derivative. */
  ALPHA("alpha", "α"),
  /** Alignment of the gradient. */
  COSINE("cosine", "cosine");

  private final String column;
  private final String title;

  ConvexityMeasure(String column, String title) {
    this.column = column;
    this.title = title;
  }

  /** Those that files of paths have beside their own α and cosine. */
  private static final List<ConvexityMeasure> OF_PATHS =
      List.of(RISE, BARRIER, ONE_POINT, ERROR_BOUND, STAR_MARGIN, PL_STAR);

  /**
   * Returns the columns of a path's file, and after them those of the measures but α and cosine.
   */
  public static List<String> columnsAfter(String... own) {
    List<String> columns = new ArrayList<>(List.of(own));
    OF_PATHS.forEach(measure -> columns.add(measure.column));
    return columns;
  }

  /** Returns a row under such columns. */
  public static List<Object> rowAfter(ConvexityMeasures measures, Object... own) {
    List<Object> row = new ArrayList<>(List.of(own));
    OF_PATHS.forEach(measure -> row.add(measure.of(measures)));
    return row;
  }

  /** Returns columns, and after them those of all measures, each followed by its error's. */
  public static List<String> columnsWithErrorsAfter(String... own) {
    List<String> columns = new ArrayList<>(List.of(own));
    for (ConvexityMeasure measure : values()) {
      columns.add(measure.column);
      columns.add(measure.column + "_error");
    }
    return columns;
  }

  /**
   * Returns a row under such columns.
   *
   * @param means of all measures; their errors are standard errors, NaN for a single segment
   */
  public static List<Object> rowWithErrorsAfter(
      Map<ConvexityMeasure, Estimate> means, Object... own) {
    List<Object> row = new ArrayList<>(List.of(own));
    for (ConvexityMeasure measure : values()) {
      Estimate estimate = means.get(measure);
      row.add(estimate.mean());
      row.add(estimate.standardError());
    }
    return row;
  }

  /**
   * Returns means as lines of text: a row a measure, a column a size.
   *
   * @param sizeName what the columns differ in
   * @param sizes of the columns
   * @param means of each column, of all measures
   */
  public static List<String> table(
      String sizeName, List<Double> sizes, List<Map<ConvexityMeasure, Estimate>> means) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "  %-21s", sizeName));
    sizes.forEach(size -> head.append(String.format(Locale.ROOT, " %19.4g", size)));
    lines.add(head.toString());
    for (ConvexityMeasure measure : values()) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-21s", measure.title));
      means.forEach(
          column ->
              line.append(String.format(Locale.ROOT, " %19s", column.get(measure).inDigits())));
      lines.add(line.toString());
    }
    return lines;
  }

  /** Returns its name in files. */
  public String column() {
    return column;
  }

  /** Returns its name in tables and figures. */
  public String title() {
    return title;
  }

  /** Returns the mean of each measure over some segments, with its error. */
  public static Map<ConvexityMeasure, Estimate> means(List<ConvexityMeasures> segments) {
    Map<ConvexityMeasure, Estimate> means = new EnumMap<>(ConvexityMeasure.class);
    for (ConvexityMeasure measure : values()) {
      means.put(
          measure, Bootstrap.DEFAULT.mean(segments.stream().mapToDouble(measure::of).toArray()));
    }
    return means;
  }

  /** Returns its value. */
  public double of(ConvexityMeasures measures) {
    return switch (this) {
      case RISE -> measures.rise();
      case BARRIER -> measures.barrier();
      case ONE_POINT -> measures.onePointConvexity();
      case ERROR_BOUND -> measures.errorBound();
      case STAR_MARGIN -> measures.starMargin();
      case PL_STAR -> measures.plStar();
      case ALPHA -> measures.alpha();
      case COSINE -> measures.cosine();
    };
  }
}
