package org.convexityprobe.data;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a NumPy array's elements.
 *
 * @param description what NumPy calls it, such as {@code <f8}
 * @param kind what the bits of a number mean; null for what is no number that is read
 * @param size bytes of an element; 0 where that is not known
 * @param order byte order
 */
record NumpyType(String description, ElementKind kind, int size, ByteOrder order) {
  private static final Pattern CODE = Pattern.compile("([<>=|]?)([?a-zA-Z])(\\d{0,9})(?:\\[.*])?");

  /** What NumPy takes for types beside its codes. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("bool", "b1"),
          Map.entry("?", "b1"),
          Map.entry("float16", "f2"),
          Map.entry("half", "f2"),
          Map.entry("e", "f2"),
          Map.entry("float32", "f4"),
          Map.entry("single", "f4"),
          Map.entry("f", "f4"),
          Map.entry("float64", "f8"),
          Map.entry("float", "f8"),
          Map.entry("double", "f8"),
          Map.entry("d", "f8"),
          Map.entry("int8", "i1"),
          Map.entry("b", "i1"),
          Map.entry("int16", "i2"),
          Map.entry("h", "i2"),
          Map.entry("int32", "i4"),
          Map.entry("i", "i4"),
          Map.entry("int64", "i8"),
          Map.entry("q", "i8"),
          Map.entry("uint8", "u1"),
          Map.entry("B", "u1"),
          Map.entry("uint16", "u2"),
          Map.entry("H", "u2"),
          Map.entry("uint32", "u4"),
          Map.entry("I", "u4"),
          Map.entry("uint64", "u8"),
          Map.entry("Q", "u8"));

  /** Returns the type that a header describes by a name, or by a list of fields. */
  static NumpyType of(Object description) {
    if (description instanceof String code) {
      return ofCode(code);
    }
    boolean fields = description instanceof List<?> list && !list.isEmpty();
    return new NumpyType(
        fields ? names((List<?>) description) : String.valueOf(description),
        null,
        0,
        ByteOrder.LITTLE_ENDIAN);
  }

  private static String names(List<?> fields) {
    StringBuilder names = new StringBuilder("a record of");
    for (Object field : fields) {
      Object name = field instanceof List<?> parts && !parts.isEmpty() ? parts.get(0) : field;
      names.append(names.length() > 11 ? ", '" : " '").append(name).append('\'');
    }
    return names.toString();
  }

  private static NumpyType ofCode(String description) {
    boolean marked = !description.isEmpty() && "<>=|".indexOf(description.charAt(0)) >= 0;
    String mark = marked ? description.substring(0, 1) : "";
    String plain = description.substring(mark.length());
    Matcher code = CODE.matcher(mark + NAMES.getOrDefault(plain, plain));
    ByteOrder order = mark.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (!code.matches()) {
      return new NumpyType(description, null, 0, order);
    }
    int size = code.group(3).isEmpty() ? 0 : Integer.parseInt(code.group(3));
    ElementKind kind =
        switch (code.group(2)) {
          case "f" -> ElementKind.FLOAT;
          case "i" -> ElementKind.SIGNED;
          case "u" -> ElementKind.UNSIGNED;
          case "b" -> ElementKind.BOOLEAN;
          default -> null;
        };
    return new NumpyType(
        description,
        kind != null && kind.hasSize(size) ? kind : null,
        code.group(2).equals("U") ? 4 * size : size,
        order);
  }

  /** Returns whether elements are characters. */
  boolean isText() {
    return kind == null && description.matches("[<>=|]?[SUa]\\d*");
  }

  /** Returns whether such an array may have been meant as a matrix, readable or not. */
  boolean isLikeNumbers() {
    return !isText() && !description.matches("[<>=|]?[mM]8.*");
  }

  /** Returns why such elements are not read, and what to do. */
  String refusal() {
    String advice = "; in NumPy, save array.astype('f8')";
    if (description.matches("[<>=|]?O.*")) {
      return "it holds pickled Python objects, which are never loaded" + advice;
    }
    if (description.matches("[<>=|]?c\\d+|complex\\d*")) {
      return "its elements are complex ('%s'); save their real or imaginary part, or their size"
          .formatted(description);
    }
    if (description.startsWith("a record")) {
      return "its elements are %s; save one of them by array['NAME']".formatted(description);
    }
    if (description.matches("[<>=|]?V\\d+")) {
      return "its elements are '%s', bytes whose type NumPy does not know, such as bfloat16%s"
          .formatted(description, advice);
    }
    return "its elements have type '%s'; expected numbers: f8, f4, f2, or integers of up to 8 bytes%s"
        .formatted(description, isText() ? "" : advice);
  }
}
