package org.convexityprobe.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table that this program wrote as CSV, on a web page; numbers with four digits. */
public final class CsvSection {
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private CsvSection() {}

  /**
   * Adds the table.
   *
   * @param lines of the file, the names of the columns first
   */
  public static void add(List<String> lines, HtmlPage page) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(new StringReader(String.join("\n", lines)))) {
      List<List<String>> rows = new ArrayList<>();
      for (CSVRecord row : parser) {
        rows.add(row.stream().map(CsvSection::cell).toList());
      }
      page.table(
          parser.getHeaderNames().stream().map(name -> name.replace('_', ' ')).toList(), rows);
    }
  }

  private static String cell(String text) {
    if (!LONG_NUMBER.matcher(text).matches()) {
      return text;
    }
    double value = Double.parseDouble(text);
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
