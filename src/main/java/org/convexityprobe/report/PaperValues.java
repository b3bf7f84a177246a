package org.convexityprobe.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The convexity lengths of Bjorck, Kabra, Weinberger and Gomes, <i>Characterizing the Loss
 * Landscape in Non-Negative Matrix Factorization</i> (AAAI 2021, Table 2; source 001) and of its
 * earlier version (Tables 2 and 5; source 003).
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
    Map<NetworkLabel, PaperValue> values = new HashMap<>();
    for (CSVRecord row : format.parse(csv)) {
      NetworkLabel label =
          new NetworkLabel(
              row.get("skip_connections").equals("yes"),
              Integer.parseInt(row.get("depth")),
              Integer.parseInt(row.get("width")),
              Integer.parseInt(row.get("epoch")));
      String error = row.get("standard_error");
      PaperValue value =
          new PaperValue(
              row.get("source"),
              Double.parseDouble(row.get("mean_length")),
              error.isEmpty() ? Double.NaN : Double.parseDouble(error));
      // Where both papers print a cell, the later one's number counts: it has a standard error.
      values.merge(label, value, (a, b) -> a.source().compareTo(b.source()) <= 0 ? a : b);
    }
    return new PaperValues(Map.copyOf(values));
  }

  /** Returns the value printed for a cell of the tables, if there is one. */
  public Optional<PaperValue> find(NetworkLabel label) {
    return Optional.ofNullable(values.get(label));
  }
}
