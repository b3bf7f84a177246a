package org.convexityprobe.report;

/**
 * How figures are laid out on a page.
 *
 * @param width of the whole figure
 * @param caption where title and caption are
 */
public record FigureLayout(Width width, Caption caption) {
  /** For the screen: as wide as a page, with a caption. */
  public static final FigureLayout DEFAULT = new FigureLayout(Width.DOUBLE, Caption.BELOW);

  /** Widths of figures in papers of two columns. */
  public enum Width {
    /** One column: 3.3 inches. */
    SINGLE(237.6),
    /** Both columns: 7 inches. */
    DOUBLE(504);

    private final double points;

    Width(double points) {
      this.points = points;
    }

    /** Returns it in points of 1/72 inch. */
    public double points() {
      return points;
    }
  }

  /** Where a figure's words are. */
  public enum Caption {
    /** Nowhere: a paper has its own captions, and titles in them. */
    NONE,
    /** The title above the charts, the caption below them. */
    BELOW
  }
}
