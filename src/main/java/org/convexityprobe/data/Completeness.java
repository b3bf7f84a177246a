package org.convexityprobe.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what is missing from a record that was read. JSON may lack a key or say null; a component
 * may be null only where it, or its record, says with {@link JsonInclude} when it is written.
 */
final class Completeness {
  private Completeness() {}

  /**
   * Returns the first thing that is missing, such as {@code lines[2].noise}; nothing if none is.
   */
  static Optional<String> missing(Object value) {
    return missing(value, "");
  }

  private static Optional<String> missing(Object value, String path) {
    if (value == null) {
      return Optional.of(path);
    }
    if (value instanceof Record row) {
      return inRecord(row, path.isEmpty() ? "" : path + ".");
    }
    if (value instanceof List<?> list) {
      return inList(list, path);
    }
    if (value instanceof Map<?, ?> map) {
      return inMap(map, path);
    }
    return Optional.empty();
  }

  /** Maps with names as keys hold settings, which may be null; those of constants hold results. */
  private static Optional<String> inMap(Map<?, ?> map, String path) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof Enum<?> key && entry.getValue() == null) {
        return Optional.of(path + "." + key);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inRecord(Record row, String prefix) {
    boolean mayBeNull = row.getClass().isAnnotationPresent(JsonInclude.class);
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      if (component.getType().isPrimitive()) {
        continue;
      }
      Method accessor = component.getAccessor();
      Object value = value(row, accessor);
      if (value == null && (mayBeNull || accessor.isAnnotationPresent(JsonInclude.class))) {
        continue;
      }
      Optional<String> missing = missing(value, prefix + component.getName());
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inList(List<?> list, String path) {
    for (int i = 0; i < list.size(); i++) {
      Object value = list.get(i);
      if (value instanceof Number) {
        continue; // Most lists are of numbers, and long.
      }
      Optional<String> missing = missing(value, path + "[" + i + "]");
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  private static Object value(Record row, Method accessor) {
    try {
      accessor.setAccessible(true); // Units of journals are known to their package alone.
      return accessor.invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
