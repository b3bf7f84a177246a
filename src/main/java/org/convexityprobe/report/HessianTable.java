package org.convexityprobe.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * Hessians side by side, a row for each checkpoint.
 *
 * @param rows the checkpoints, in the order to show
 */
public record HessianTable(List<HessianRow> rows) {
  private static final List<String> TITLES =
      List.of("network", "λ_max", "λ_min", "|λ_min / λ_max|", "Tr H", "Tr H / ‖H‖_F");

  private static final List<String> COLUMNS =
      List.of(
          "result",
          "checkpoint",
          "network",
          "images",
          "parameters",
          "largest",
          "largest_residual",
          "smallest",
          "smallest_residual",
          "convexity",
          "convexity_error",
          "trace",
          "trace_error",
          "trace_over_frobenius");

  /** Smaller errors, as shares of their number, are written with a power of ten. */
  private static final double LEAST_SHARE = 1e-5;

  /** So are larger errors. */
  private static final double MOST = 1e6;

  /** Copies the list. */
  public HessianTable {
    rows = List.copyOf(rows);
  }

  /** Returns the table as columns of fixed width, with a note on its errors. */
  public String text() {
    return new Grid(
            "Hessians of the loss",
            TITLES,
            rows.stream().map(HessianTable::words).toList(),
            List.of(
                "± of λ is its residual, ± of Tr H is its standard error; a smaller |λ_min / λ_max|"
                    + " is more convex"))
        .render(TableFormat.TEXT);
  }

  private static List<String> words(HessianRow row) {
    return List.of(
        row.network(),
        withError(row.largest().value(), row.largest().residual()),
        withError(row.smallest().value(), row.smallest().residual()),
        withError(row.convexity(), row.convexityError()),
        withError(row.trace().value(), row.trace().standardError()),
        String.format(Locale.ROOT, "%.4g", row.traceOverFrobenius()));
  }

  /** Returns a number with two digits of its error, such as 250 ± 120 or 0.1777 ± 0.0032. */
  private static String withError(double value, double error) {
    if (!Double.isFinite(value) || !(error > LEAST_SHARE * Math.abs(value) && error < MOST)) {
      return String.format(Locale.ROOT, "%.5g ± %.1g", value, error);
    }
    BigDecimal rounded = BigDecimal.valueOf(error).round(new MathContext(2));
    return BigDecimal.valueOf(value)
            .setScale(rounded.scale(), RoundingMode.HALF_EVEN)
            .toPlainString()
        + " ± "
        + rounded.toPlainString();
  }

  /** Returns the table as CSV, with every number in full. */
  public String csv() {
    return CsvText.of(COLUMNS, rows.stream().map(HessianTable::numbers).toList());
  }

  private static List<Object> numbers(HessianRow row) {
    return List.of(
        row.result(),
        row.checkpoint(),
        row.network(),
        row.images(),
        row.parameters(),
        row.largest().value(),
        row.largest().residual(),
        row.smallest().value(),
        row.smallest().residual(),
        row.convexity(),
        row.convexityError(),
        row.trace().value(),
        row.trace().standardError(),
        row.traceOverFrobenius());
  }
}
