package org.convexityprobe.network;

/** A network, or its loss, is not finite; the message says which, and where. */
public final class NotFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public NotFiniteException(String message) {
    super(message);
  }
}
