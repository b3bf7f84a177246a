package org.convexityprobe.data;

import java.util.List;

/** Values of a pickle that Java has no type for. */
sealed interface PickleValue {
  /** Python's {@code None}. */
  enum None implements PickleValue {
    /** The only one. */
    NONE
  }

  /** A tuple. */
  record Tuple(List<Object> items) implements PickleValue {}

  /** A class or function of the closed table, by its name. */
  record Name(String module, String name) implements PickleValue {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** What is skipped, since no weights depend on it. */
  record Inert(String what) implements PickleValue {}

  /**
   * Returns what stands for a key in a map: text and numbers themselves, anything else an object of
   * its own, since the hash of a list that holds itself would never end.
   */
  static Object key(Object value) {
    boolean simple = value instanceof String || value instanceof Long || value instanceof Boolean;
    return simple ? value : new Object();
  }
}
