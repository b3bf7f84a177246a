package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.convexityprobe.data.matrix.TableGuess.Found;
import org.convexityprobe.data.matrix.TableGuess.Outcome;
import org.convexityprobe.data.matrix.TableGuess.Unclear;
import org.convexityprobe.data.matrix.TableGuess.Wrong;

/**
 * Decides how a text table is laid out: tries every separator and decimal mark on its first rows,
 * and takes what gives most numbers.
 */
final class TableSniffer {
  private static final Pattern ONE_GROUP_COMMA = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern ONE_GROUP_POINT = Pattern.compile("[+-]?[1-9]\\d{0,2}\\.\\d{3}");

  /** What is asked where numbers can be read by both decimal marks. */
  static final String WHICH_MARK =
      "numbers such as 1,234 or 1.234 may have three decimals or thousands; give --decimal"
          + " point or --decimal comma";

  private final TableSample sample;
  private final TableOptions options;

  private TableSniffer(TableSample sample, TableOptions options) {
    this.sample = sample;
    this.options = options;
  }

  /** One way to read the rows. */
  private record Attempt(Separator separator, char mark, List<TableRow> rows, Outcome outcome) {
    boolean isTable() {
      return !(outcome instanceof Wrong);
    }
  }

  /**
   * Returns the layout of a table.
   *
   * @throws MatrixFileException if it is no table of numbers; the message says where
   * @throws IllegalArgumentException if it can be read in two ways; the message asks for an option
   */
  static TableLayout layout(TableSample sample, TableOptions options) throws IOException {
    return new TableSniffer(sample, options).layout();
  }

  private TableLayout layout() throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    MatrixFileException broken = null;
    for (Separator separator : separators()) {
      try {
        List<TableRow> rows = sample.rows(separator);
        if (rows.isEmpty()) {
          throw new MatrixFileException(
              sample.file(), "no rows, only empty lines or comments; expected a table of numbers");
        }
        attempts.add(best(separator, rows));
      } catch (MatrixFileException e) {
        broken = broken == null ? e : broken;
      }
    }
    if (attempts.isEmpty()) {
      throw broken;
    }
    Attempt best = choose(attempts);
    if (best.outcome instanceof Wrong wrong) {
      throw new MatrixFileException(sample.file(), wrong.line(), wrong.problem());
    }
    if (best.outcome instanceof Unclear unclear) {
      throw question(unclear.question());
    }
    return ((Found) best.outcome).layout();
  }

  private List<Separator> separators() {
    // A table of one column holds none, so that the first one is always tried.
    boolean named = options.separator() == null && sample.named() != null;
    List<Separator> all = named ? List.of(sample.named()) : options.separators();
    return all.stream().filter(one -> one.equals(all.get(0)) || sample.has(one)).toList();
  }

  private IllegalArgumentException question(String text) {
    return new IllegalArgumentException(sample.file() + ": " + text);
  }

  /** Returns the attempt with the decimal mark that gives more numbers. */
  private Attempt best(Separator separator, List<TableRow> rows) throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    boolean blankGroups = separator.equals(Separator.TAB) || separator.equals(Separator.SEMICOLON);
    for (char mark : options.decimalMarks()) {
      TableCells cells =
          new TableCells(new DecimalNumbers(mark, blankGroups), options.missingWords());
      attempts.add(
          new Attempt(
              separator,
              mark,
              rows,
              new TableGuess(sample, rows, separator, cells, options).outcome()));
    }
    Attempt first = attempts.get(0);
    if (attempts.size() == 1) {
      return first;
    }
    Attempt second = attempts.get(1);
    if (first.isTable() != second.isTable()) {
      return first.isTable() ? first : second;
    }
    if (first.outcome.numbers() != second.outcome.numbers()) {
      return first.outcome.numbers() > second.outcome.numbers() ? first : second;
    }
    return mayBeEither(first) ? unclearMark(first) : first;
  }

  private static boolean mayBeEither(Attempt attempt) {
    if (!attempt.isTable()) {
      return false;
    }
    int from = attempt.outcome instanceof Found found ? found.layout().headerRows() : 0;
    int left = attempt.outcome instanceof Found found ? found.layout().indexColumns() : 0;
    return attempt.rows.subList(from, attempt.rows.size()).stream()
        .flatMap(row -> row.fields().subList(Math.min(left, row.width()), row.width()).stream())
        .anyMatch(field -> mayBeEither(attempt.separator, field));
  }

  /**
   * Returns whether the decimal mark is open: 1,234 is a number and a bit, or over a thousand.
   * Between commas it is over a thousand, and 1.234 is so only where semicolons separate.
   */
  static boolean mayBeEither(Separator separator, String field) {
    boolean comma = ONE_GROUP_COMMA.matcher(field).matches();
    boolean point = ONE_GROUP_POINT.matcher(field).matches();
    return (comma && !separator.equals(Separator.COMMA))
        || (point && separator.equals(Separator.SEMICOLON));
  }

  private static Attempt unclearMark(Attempt attempt) {
    return new Attempt(
        attempt.separator,
        attempt.mark,
        attempt.rows,
        new Unclear(WHICH_MARK, attempt.outcome.numbers()));
  }

  /**
   * Leaves out what commas and blanks give where tabs or semicolons make a table: nobody separates
   * by commas and writes the same number of tabs or semicolons into each row.
   */
  private static List<Attempt> withoutWeaker(List<Attempt> tables) {
    for (Separator strong : List.of(Separator.TAB, Separator.SEMICOLON)) {
      List<Attempt> best =
          tables.stream()
              .filter(one -> one.separator.equals(strong) && one.rows.get(0).width() > 1)
              .toList();
      if (!best.isEmpty()) {
        return best;
      }
    }
    return tables;
  }

  private static Attempt choose(List<Attempt> attempts) {
    List<Attempt> tables = attempts.stream().filter(Attempt::isTable).toList();
    List<Attempt> open = tables.isEmpty() ? attempts : withoutWeaker(tables);
    Attempt best =
        open.stream().max(Comparator.comparingInt(one -> one.outcome.numbers())).orElseThrow();
    List<Attempt> equal =
        open.stream().filter(one -> one.outcome.numbers() == best.outcome.numbers()).toList();
    Attempt first = equal.get(0);
    if (!first.isTable() || equal.size() == 1) {
      return first;
    }
    String names = String.join(" or ", equal.stream().map(one -> one.separator.words()).toList());
    return new Attempt(
        first.separator,
        first.mark,
        first.rows,
        new Unclear(
            "fields may be separated by %s; say which with --separator".formatted(names),
            first.outcome.numbers()));
  }
}
