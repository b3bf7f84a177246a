package org.convexityprobe.data.matrix;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.ElementKind;
import org.convexityprobe.data.UnsupportedContentException;

/**
 * How the stored numbers of a variable of netCDF-4 stand for its entries, by the attributes of <a
 * href="https://docs.unidata.ucar.edu/netcdf-c/current/attribute_conventions.html">netCDF's
 * conventions</a>, which CF (section 8.1) shares: add_offset + scale_factor · stored number. Stored
 * numbers that equal {@code _FillValue} or {@code missing_value}, or that are outside {@code
 * valid_range}, {@code valid_min} and {@code valid_max}, were not observed.
 *
 * @param numbers how they are stored
 * @param scale scale_factor; 1 without it
 * @param offset add_offset; 0 without it
 * @param range what a negative integer lacks to the number without a sign that it stands for; 0
 *     where it stands for itself
 * @param fills stored numbers that stand for no entry
 * @param longFills the same of 64-bit integers, as bits
 * @param valid the numbers that stand for an entry
 */
record CfPacking(
    Hdf5Numbers numbers,
    double scale,
    double offset,
    double range,
    List<Double> fills,
    Set<Long> longFills,
    Valid valid) {
  /**
   * The range of valid numbers.
   *
   * @param least valid_min; −∞ without it
   * @param most valid_max; ∞ without it
   * @param ofEntries whether entries are compared, not the stored numbers
   */
  record Valid(double least, double most, boolean ofEntries) {
    boolean isAll() {
      return least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY;
    }

    boolean excludes(double number) {
      return number < least || number > most;
    }

    /** Returns which numbers are not valid, in words. */
    String outside() {
      if (least == Double.NEGATIVE_INFINITY) {
        return "above the valid maximum of " + text(most);
      }
      return most == Double.POSITIVE_INFINITY
          ? "below the valid minimum of " + text(least)
          : "outside the valid range from %s to %s".formatted(text(least), text(most));
    }
  }

  /** What netCDF has in places that were never written, for a variable without _FillValue. */
  private static final Map<String, Double> DEFAULT_FILLS =
      Map.of(
          "int16", -32767.0,
          "uint16", 65535.0,
          "int32", -2147483647.0,
          "uint32", 4294967295.0,
          "float32", 0x1.ep122,
          "float64", 0x1.ep122);

  /** The same of 64-bit integers, of which double precision has not all. */
  private static final Map<String, Long> DEFAULT_LONG_FILLS =
      Map.of("int64", -9223372036854775806L, "uint64", -2L);

  /**
   * Returns how the numbers of a data set are packed; one without these attributes is plain.
   *
   * @param netcdf whether a library of netCDF wrote the file
   * @throws IOException if an attribute is no number
   */
  static CfPacking of(Dataset dataset, Hdf5Numbers numbers, boolean netcdf) throws IOException {
    boolean unsigned =
        numbers.kind() == ElementKind.SIGNED
            && Hdf5Variables.text(dataset, "_Unsigned").equalsIgnoreCase("true");
    double range = unsigned ? Math.scalb(1.0, 8 * numbers.size()) : 0;
    return new CfPacking(
        numbers,
        single(dataset, "scale_factor", 1),
        single(dataset, "add_offset", 0),
        range,
        fills(dataset, numbers, netcdf),
        longFills(dataset, numbers, netcdf),
        valid(dataset, numbers, range));
  }

  private static Valid valid(Dataset dataset, Hdf5Numbers numbers, double range)
      throws IOException {
    List<Double> both = attribute(dataset, "valid_range");
    if (!both.isEmpty() && both.size() != 2) {
      throw fault(dataset, "valid_range", both);
    }
    boolean given = !both.isEmpty();
    // Numbers of a wider type than the stored ones are about entries.
    boolean ofEntries =
        numbers.kind() != ElementKind.FLOAT
            && (isFraction(dataset, "valid_range")
                || isFraction(dataset, "valid_min")
                || isFraction(dataset, "valid_max"));
    double least = given ? both.get(0) : end(dataset, "valid_min", Double.NEGATIVE_INFINITY);
    double most = given ? both.get(1) : end(dataset, "valid_max", Double.POSITIVE_INFINITY);
    if (ofEntries) {
      return new Valid(least, most, true);
    }
    return new Valid(ofStored(numbers, range, least), ofStored(numbers, range, most), false);
  }

  private static double end(Dataset dataset, String name, double otherwise) throws IOException {
    List<Double> values = attribute(dataset, name);
    if (values.size() > 1 || values.stream().anyMatch(value -> value.isNaN())) {
      throw fault(dataset, name, values);
    }
    return values.isEmpty() ? otherwise : values.get(0);
  }

  private static boolean isFraction(Dataset dataset, String name) {
    Attribute attribute = dataset.getAttribute(name);
    Class<?> type = attribute == null ? null : attribute.getJavaType();
    return type == double.class || type == float.class;
  }

  /** Returns an end of the range as a stored number has it. */
  private static double ofStored(Hdf5Numbers numbers, double range, double end) {
    boolean single = numbers.kind() == ElementKind.FLOAT && numbers.size() == Float.BYTES;
    double rounded = single ? (float) end : end;
    return rounded < 0 && Double.isFinite(rounded) ? rounded + range : rounded;
  }

  private static List<Double> fills(Dataset dataset, Hdf5Numbers numbers, boolean netcdf)
      throws IOException {
    if (DEFAULT_LONG_FILLS.containsKey(numbers.name())) {
      return List.of();
    }
    List<Double> fills = new ArrayList<>(attribute(dataset, "_FillValue"));
    if (fills.isEmpty() && netcdf && DEFAULT_FILLS.containsKey(numbers.name())) {
      fills.add(DEFAULT_FILLS.get(numbers.name()));
    }
    fills.addAll(attribute(dataset, "missing_value"));
    return fills.stream().filter(fill -> !fill.isNaN()).distinct().toList();
  }

  private static Set<Long> longFills(Dataset dataset, Hdf5Numbers numbers, boolean netcdf)
      throws IOException {
    Set<Long> fills = new LinkedHashSet<>();
    if (DEFAULT_LONG_FILLS.containsKey(numbers.name())) {
      for (Number fill : numbers(dataset, "_FillValue")) {
        fills.add(fill.longValue());
      }
      if (fills.isEmpty() && netcdf) {
        fills.add(DEFAULT_LONG_FILLS.get(numbers.name()));
      }
      for (Number missing : numbers(dataset, "missing_value")) {
        fills.add(missing.longValue());
      }
    }
    return fills;
  }

  private static double single(Dataset dataset, String name, double otherwise) throws IOException {
    List<Double> values = attribute(dataset, name);
    if (values.size() > 1 || values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw fault(dataset, name, values);
    }
    return values.isEmpty() ? otherwise : values.get(0);
  }

  private static List<Double> attribute(Dataset dataset, String name) throws IOException {
    return numbers(dataset, name).stream().map(Number::doubleValue).toList();
  }

  /** Returns the numbers of an attribute; none where there is no such attribute. */
  private static List<Number> numbers(Dataset dataset, String name) throws IOException {
    Attribute attribute = dataset.getAttribute(name);
    Object data = attribute == null ? null : attribute.getData();
    List<Number> values = new ArrayList<>();
    int length = data == null ? 0 : data.getClass().isArray() ? Array.getLength(data) : 1;
    for (int i = 0; i < length; i++) {
      Object value = data.getClass().isArray() ? Array.get(data, i) : data;
      if (!(value instanceof Number number)) {
        throw fault(dataset, name, value);
      }
      values.add(number);
    }
    return values;
  }

  private static IOException fault(Dataset dataset, String name, Object found) {
    return new UnsupportedContentException(
        "the attribute %s of %s is '%s'; expected a number: correct it or take it out"
            .formatted(name, dataset.getPath(), TextLines.shorten(String.valueOf(found))));
  }

  /** Returns how the numbers are stored, with 64-bit integers that stand for no entry. */
  Hdf5Numbers stored() {
    return numbers.without(longFills);
  }

  /** Replaces stored numbers by the entries for which they stand, NaN for none. */
  void unpack(double[] values) {
    if (isPlain() && range == 0 && fills.isEmpty() && valid.isAll()) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      double value = values[i] < 0 ? values[i] + range : values[i];
      // Some write the fill value of a number without a sign as that number.
      boolean fill = isFill(values[i]) || isFill(value);
      double entry = isPlain() ? value : offset + scale * value;
      boolean missing = fill || valid.excludes(valid.ofEntries() ? entry : value);
      values[i] = missing ? Double.NaN : entry;
    }
  }

  private boolean isPlain() {
    return scale == 1 && offset == 0;
  }

  private boolean isFill(double stored) {
    // An attribute in double precision is rounded as the numbers beside it were.
    boolean single = numbers.kind() == ElementKind.FLOAT && numbers.size() == Float.BYTES;
    for (double fill : fills) {
      if (stored == (single ? (float) fill : fill)) {
        return true;
      }
    }
    return false;
  }

  /** Returns what marks an entry that was not observed. */
  String mark() {
    List<String> marks = new ArrayList<>(List.of("NaN"));
    fills.forEach(fill -> marks.add("the fill value " + text(fill)));
    boolean signed = numbers.kind() == ElementKind.SIGNED;
    for (long fill : longFills) {
      String text = signed ? Long.toString(fill) : Long.toUnsignedString(fill);
      marks.add("the fill value " + text);
    }
    if (!valid.isAll()) {
      marks.add((valid.ofEntries() ? "a number " : "a stored number ") + valid.outside());
    }
    return String.join(" or ", marks);
  }

  /** Returns a note where entries are not the numbers that are stored. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (range > 0) {
      notes.add("integers without a sign, as the attribute _Unsigned says");
    }
    if (!isPlain()) {
      notes.add(
          "entries are %s + %s × the stored number, by its attributes add_offset and scale_factor"
              .formatted(text(offset), text(scale)));
    }
    return notes;
  }

  private static String text(double value) {
    return Double.toString(value).replaceFirst("\\.0$", "");
  }
}
