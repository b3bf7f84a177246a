package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
