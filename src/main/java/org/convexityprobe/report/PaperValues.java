package org.convexityprobe.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The convexity lengths of Bjorck, Kabra, Weinberger and Gomes, <i>Characterizing the Loss
 * Landscape in Non-Negative Matrix Factorization</i> (AAAI 2021, Table 2; source 001) and of its
 * earlier version (Tables 2 and 5; source 003).
 *
 * <p>The earlier version prints no errors. Those of the other, between lengths of 0 and 1, are all
 * about the same part of √(L(1 − L)/25), the largest that 25 lengths between 0 and 1 can have: 0.38
 * of it, from 0.33 to 0.46. A value without an error is given that part.
 */
public final class PaperValues {
  private static final String RESOURCE = "papers.csv";

  private final Map<NetworkLabel, PaperValue> values;

  private PaperValues(Map<NetworkLabel, PaperValue> values) {
    this.values = values;
  }

  /** Reads the values that come with this program. */
  public static PaperValues load() {
    try (InputStream stream = PaperValues.class.getResourceAsStream(RESOURCE)) {
      return read(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns no values at all, for results that no paper has a counterpart of. */
  public static PaperValues none() {
    return new PaperValues(Map.of());
  }

  static PaperValues read(Reader csv) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<CSVRecord> rows = format.parse(csv).getRecords();
    double part = typicalPart(rows);
    Map<NetworkLabel, PaperValue> values = new HashMap<>();
    for (CSVRecord row : rows) {
      NetworkLabel label =
          new NetworkLabel(
              row.get("skip_connections").equals("yes"),
              Integer.parseInt(row.get("depth")),
              Integer.parseInt(row.get("width")),
              Integer.parseInt(row.get("epoch")));
      double mean = mean(row);
      PaperValue value =
          new PaperValue(
              row.get("source"),
              mean,
              printsError(row) ? error(row) : part * largestError(mean),
              printsError(row));
      // Where both papers print a cell, the later one's number counts: it has a standard error.
      values.merge(label, value, (a, b) -> a.source().compareTo(b.source()) <= 0 ? a : b);
    }
    return new PaperValues(Map.copyOf(values));
  }

  private static double mean(CSVRecord row) {
    return Double.parseDouble(row.get("mean_length"));
  }

  private static boolean printsError(CSVRecord row) {
    return !row.get("standard_error").isEmpty();
  }

  private static double error(CSVRecord row) {
    return Double.parseDouble(row.get("standard_error"));
  }

  /** Returns the mean of the printed errors' parts of the largest possible; 0 without any. */
  private static double typicalPart(List<CSVRecord> rows) {
    return rows.stream()
        .filter(row -> printsError(row) && mean(row) > 0 && mean(row) < 1)
        .mapToDouble(row -> error(row) / largestError(mean(row)))
        .average()
        .orElse(0);
  }

  private static double largestError(double mean) {
    return Math.sqrt(mean * (1 - mean) / PaperComparison.LINES);
  }

  /** Returns all values, in no order. */
  public Map<NetworkLabel, PaperValue> all() {
    return values;
  }

  /** Returns the value printed for a cell of the tables, if there is one. */
  public Optional<PaperValue> find(NetworkLabel label) {
    return Optional.ofNullable(values.get(label));
  }
}
