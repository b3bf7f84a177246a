package org.convexityprobe.data;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of a table with a label each, for networks that take vectors: an "image" of one pixel whose
 * channels are the columns, so that columns are normalised one by one. The first row names the
 * columns.
 */
final class CsvSource implements ImageSource {
  /** Names of the column of labels where none is given. */
  private static final List<String> LABELS = List.of("label", "class", "target", "y");

  private static final Pattern NAMED = Pattern.compile("([^:/\\\\]+):(.+)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** Labels from here on are no numbers of classes. */
  private static final double MOST_CLASSES = 1e9;

  /** Names of columns, and characters of each, in a message. */
  private static final int LISTED = 12;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String form() {
    return "csv:[COLUMN:]FILE";
  }

  @Override
  public String what() {
    return "rows of a table for networks that take vectors, COLUMN with their labels";
  }

  @Override
  public String pathIn(String place) {
    Matcher named = NAMED.matcher(place);
    return !Files.exists(Path.of(place)) && named.matches() ? named.group(2) : place;
  }

  @Override
  public ImageDataset load(String place, ImageSelection selection) throws IOException {
    String path = pathIn(place);
    Path file = Path.of(path);
    String column =
        path.equals(place) ? null : place.substring(0, place.length() - path.length() - 1);
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: %s; expected a table (CSV)".formatted(file));
    }
    FileKind kind = FileKind.of(file);
    if (kind != FileKind.TEXT) {
      throw new IOException(file + ": " + kind.insteadOf("a table (CSV)", file));
    }
    try (Reader reader = open(file);
        CSVParser rows = CSVParser.builder().setReader(reader).setFormat(format(file)).get()) {
      return selection.of(ClassNames.requireAll(file.toString(), new Table(file, column).of(rows)));
    } catch (UncheckedIOException e) {
      throw named(file, e.getCause());
    } catch (CharacterCodingException | CSVException | IllegalArgumentException e) {
      throw named(file, e);
    }
  }

  /** Returns a fault of reading or parsing, with the file's name. */
  private static IOException named(Path file, Exception fault) {
    if (fault instanceof CharacterCodingException) {
      return new IOException(file + " is no text in UTF-8; expected a table (CSV)", fault);
    }
    return fault instanceof IOException read && !(fault instanceof CSVException)
        ? read // It names the file already.
        : new IOException("%s: %s".formatted(file, fault.getMessage()), fault);
  }

  private static Reader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      in.mark(ByteOrderMark.LONGEST);
      ByteOrderMark mark =
          ByteOrderMark.of(in.readNBytes(ByteOrderMark.LONGEST))
              .orElse(new ByteOrderMark(StandardCharsets.UTF_8, 0));
      in.reset();
      in.skipNBytes(mark.length());
      return new BoundedLines(new InputStreamReader(in, mark.charset().newDecoder()), file);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Fields are separated by what the first line has most of. */
  private static CSVFormat format(Path file) throws IOException {
    String first;
    try (BufferedReader reader = new BufferedReader(open(file))) {
      first = String.valueOf(reader.readLine());
    }
    char separator = ',';
    for (char other : new char[] {';', '\t'}) {
      if (count(first, other) > count(first, separator)) {
        separator = other;
      }
    }
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(separator)
        .setHeader()
        .setAllowMissingColumnNames(true)
        .setSkipHeaderRecord(true)
        .setIgnoreEmptyLines(true)
        .setTrim(true)
        .get();
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** Reads the rows of one file. */
  private static final class Table {
    private final Path file;
    private final String wanted;
    private final List<String> labels = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();

    Table(Path file, String wanted) {
      this.file = file;
      this.wanted = wanted;
    }

    ImageDataset of(CSVParser rows) throws IOException {
      List<String> header = rows.getHeaderNames();
      int label = label(header);
      for (CSVRecord row : rows) {
        if (row.size() != header.size()) {
          throw fault(
              row, "%d fields; expected %d, as in the header".formatted(row.size(), header.size()));
        }
        if (row.get(label).isEmpty()) {
          throw fault(row, "no label; expected one in every row");
        }
        labels.add(row.get(label));
        values.add(numbers(row, header, label));
      }
      if (values.isEmpty()) {
        throw new IOException(file + " has no rows below its header");
      }
      List<String> names = names();
      ImageShape shape = new ImageShape(header.size() - 1, 1, 1);
      int[] classes = labels.stream().mapToInt(names::indexOf).toArray();
      return new ImageDataset(
          "csv",
          names,
          ImageSet.of(shape, new FloatPixels(flat(shape)), classes, names.size()),
          ImageSet.of(shape, new FloatPixels(new float[0]), new int[0], names.size()));
    }

    private int label(List<String> header) throws IOException {
      if (header.isEmpty()) {
        throw new IOException(file + " has no header; expected names of columns in its first line");
      }
      if (header.stream().allMatch(name -> NUMBER.matcher(name).matches()) && !counts(header)) {
        throw new IOException(
            "%s starts with a row of numbers, %s; expected names of columns in its first line, so write them above"
                .formatted(
                    file,
                    header.stream().limit(LISTED).map(Table::shorten).collect(joining(", "))));
      }
      int nameless = header.indexOf("");
      if (nameless >= 0) {
        throw new IOException(
            "%s: column %d has no name; expected one for each column; if pandas wrote the numbers of rows there, write the table with index=False"
                .formatted(file, nameless + 1));
      }
      List<Integer> found =
          IntStream.range(0, header.size())
              .filter(
                  i ->
                      wanted == null
                          ? LABELS.contains(header.get(i).toLowerCase(Locale.ROOT))
                          : header.get(i).equals(wanted))
              .boxed()
              .toList();
      if (found.size() != 1 || header.size() < 2) {
        throw new IOException(
            "%s has the columns %s; %s, such as --data csv:%s:%s"
                .formatted(
                    file,
                    header.stream().limit(LISTED).map(Table::shorten).collect(joining(", ")),
                    wanted == null
                        ? "say which one has the labels"
                        : "none is '%s'; say which one has the labels".formatted(wanted),
                    shorten(header.get(header.size() - 1)),
                    file));
      }
      return found.get(0);
    }

    /** Returns whether the names are 0, 1, 2, …, as pandas names columns that have no names. */
    private static boolean counts(List<String> header) {
      return header.size() > 3
          && IntStream.range(0, header.size())
              .allMatch(i -> header.get(i).equals(Integer.toString(i)));
    }

    private float[] numbers(CSVRecord row, List<String> header, int label) throws IOException {
      float[] numbers = new float[header.size() - 1];
      for (int i = 0; i < header.size(); i++) {
        if (i == label) {
          continue;
        }
        // Java reads 1f, 2d and 0x1p3 as numbers, which no other program writes.
        boolean decimal = NUMBER.matcher(row.get(i)).matches();
        float number = decimal ? Float.parseFloat(row.get(i)) : Float.NaN;
        if (!Float.isFinite(number)) {
          throw fault(
              row,
              "%s is '%s'; expected a finite number"
                  .formatted(shorten(header.get(i)), shorten(row.get(i))));
        }
        numbers[i < label ? i : i - 1] = number;
      }
      return numbers;
    }

    private static String shorten(String text) {
      return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private IOException fault(CSVRecord row, String what) {
      return fault(row.getRecordNumber(), what);
    }

    private IOException fault(long row, String what) {
      return new IOException("%s: row %d: %s".formatted(file, row, what));
    }

    /** Whole numbers count from 0 or 1 without gaps, or are -1 and 1; texts in their order. */
    private List<String> names() throws IOException {
      if (labels.stream().noneMatch(label -> NUMBER.matcher(label).matches())) {
        return atLeastTwo(List.copyOf(new TreeSet<>(labels)));
      }
      for (int row = 0; row < labels.size(); row++) {
        labels.set(row, Integer.toString(whole(row)));
      }
      TreeSet<Integer> numbers =
          labels.stream().map(Integer::valueOf).collect(toCollection(TreeSet::new));
      int first = Math.min(1, numbers.first());
      boolean counted = first >= 0 && numbers.last() - first + 1 == numbers.size();
      if (!counted && !numbers.equals(Set.of(-1, 1))) {
        throw new IOException(
            "%s has %d different labels from %d to %d; expected whole numbers from 0 or 1 on without gaps"
                .formatted(file, numbers.size(), numbers.first(), numbers.last()));
      }
      return atLeastTwo(numbers.stream().map(String::valueOf).toList());
    }

    /** A word, or a part of a number, among numbers stands for something else than a class. */
    private int whole(int row) throws IOException {
      String label = labels.get(row);
      double value = NUMBER.matcher(label).matches() ? Double.parseDouble(label) : Double.NaN;
      if (value != Math.rint(value) || !(Math.abs(value) < MOST_CLASSES)) {
        throw fault(
            row + 1L,
            "the label is '%s'; expected whole numbers in all rows, or words in all"
                .formatted(shorten(label)));
      }
      return (int) value;
    }

    private List<String> atLeastTwo(List<String> names) throws IOException {
      if (names.size() < 2) {
        throw new IOException("%s has one class, %s; expected two or more".formatted(file, names));
      }
      return names;
    }

    private float[] flat(ImageShape shape) throws IOException {
      long length = (long) values.size() * shape.length();
      if (length > Integer.MAX_VALUE - 8) {
        throw new IOException("%s has %d numbers; at most 2³¹ are read".formatted(file, length));
      }
      float[] flat = new float[(int) length];
      for (int row = 0; row < values.size(); row++) {
        System.arraycopy(values.get(row), 0, flat, row * shape.length(), shape.length());
      }
      return flat;
    }
  }
}
