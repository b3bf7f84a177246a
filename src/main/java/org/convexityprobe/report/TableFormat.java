package org.convexityprobe.report;

/** How a table is written down. */
public enum TableFormat {
  /** Columns of fixed width, for a terminal. */
  TEXT("txt"),
  /** Markdown, one table a depth. */
  MARKDOWN("md"),
  /** LaTeX, one plain {@code tabular} a depth. */
  LATEX("tex"),
  /** One row a cell, with every number. */
  CSV("csv"),
  /** One object a cell, with every number. */
  JSON("json");

  private final String extension;

  TableFormat(String extension) {
    this.extension = extension;
  }

  /** Returns the usual end of a file's name, without the dot. */
  public String extension() {
    return extension;
  }
}
