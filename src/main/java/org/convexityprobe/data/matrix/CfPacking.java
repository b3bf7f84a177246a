package org.convexityprobe.data.matrix;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.data.ElementKind;

/**
 * How the stored numbers of a variable of netCDF-4 stand for its entries, by the attributes of <a
 * href="https://docs.unidata.ucar.edu/netcdf-c/current/attribute_conventions.html">netCDF's
 * conventions</a>, which CF (section 8.1) shares: add_offset + scale_factor · stored number. Stored
 * numbers that equal {@code _FillValue} or {@code missing_value} were not observed.
 *
 * @param numbers how they are stored
 * @param scale scale_factor; 1 without it
 * @param offset add_offset; 0 without it
 * @param range what a negative integer lacks to the number without a sign that it stands for; 0
 *     where it stands for itself
 * @param fills stored numbers that stand for no entry
 */
record CfPacking(
    Hdf5Numbers numbers, double scale, double offset, double range, List<Double> fills) {
  /** What netCDF has in places that were never written, for a variable without _FillValue. */
  private static final Map<String, Double> DEFAULT_FILLS =
      Map.of(
          "int16", -32767.0,
          "uint16", 65535.0,
          "int32", -2147483647.0,
          "uint32", 4294967295.0,
          "float32", 0x1.ep122,
          "float64", 0x1.ep122);

  /**
   * Returns how the numbers of a data set are packed; one without these attributes is plain.
   *
   * @param netcdf whether a library of netCDF wrote the file
   * @throws IOException if an attribute is no number
   */
  static CfPacking of(Dataset dataset, Hdf5Numbers numbers, boolean netcdf) throws IOException {
    List<Double> fills = new ArrayList<>(attribute(dataset, "_FillValue"));
    if (fills.isEmpty() && netcdf && DEFAULT_FILLS.containsKey(numbers.name())) {
      fills.add(DEFAULT_FILLS.get(numbers.name()));
    }
    fills.addAll(attribute(dataset, "missing_value"));
    boolean unsigned =
        numbers.kind() == ElementKind.SIGNED
            && Hdf5Variables.text(dataset, "_Unsigned").equalsIgnoreCase("true");
    return new CfPacking(
        numbers,
        single(dataset, "scale_factor", 1),
        single(dataset, "add_offset", 0),
        unsigned ? Math.scalb(1.0, 8 * numbers.size()) : 0,
        fills.stream().filter(fill -> !fill.isNaN()).distinct().toList());
  }

  private static double single(Dataset dataset, String name, double otherwise) throws IOException {
    List<Double> values = attribute(dataset, name);
    if (values.size() > 1 || values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw fault(dataset, name, values);
    }
    return values.isEmpty() ? otherwise : values.get(0);
  }

  /** Returns the numbers of an attribute; none where there is no such attribute. */
  private static List<Double> attribute(Dataset dataset, String name) throws IOException {
    Attribute attribute = dataset.getAttribute(name);
    Object data = attribute == null ? null : attribute.getData();
    List<Double> values = new ArrayList<>();
    int length = data == null ? 0 : data.getClass().isArray() ? Array.getLength(data) : 1;
    for (int i = 0; i < length; i++) {
      Object value = data.getClass().isArray() ? Array.get(data, i) : data;
      if (!(value instanceof Number number)) {
        throw fault(dataset, name, value);
      }
      values.add(number.doubleValue());
    }
    return values;
  }

  private static IOException fault(Dataset dataset, String name, Object found) {
    return new IOException(
        "the attribute %s of %s is '%s'; expected a number: correct it or take it out"
            .formatted(name, dataset.getPath(), TextLines.shorten(String.valueOf(found))));
  }

  /** Replaces stored numbers by the entries for which they stand, NaN for none. */
  void unpack(double[] values) {
    if (isPlain() && range == 0 && fills.isEmpty()) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      double value = values[i] < 0 ? values[i] + range : values[i];
      // Some write the fill value of a number without a sign as that number.
      boolean fill = isFill(values[i]) || isFill(value);
      values[i] = fill ? Double.NaN : isPlain() ? value : offset + scale * value;
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
    Stream<String> filled = fills.stream().map(fill -> "the fill value " + text(fill));
    return Stream.concat(Stream.of("NaN"), filled).collect(Collectors.joining(" or "));
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
