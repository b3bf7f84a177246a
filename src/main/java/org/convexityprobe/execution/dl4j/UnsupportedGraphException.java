package org.convexityprobe.execution.dl4j;

/** A graph that cannot be compiled, with the vertex that stands in the way. */
public final class UnsupportedGraphException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsupportedGraphException(String vertex, String reason) {
    super("vertex '" + vertex + "': " + reason);
  }
}
