package org.convexityprobe.nmf;

/** A factorisation that cannot go on; the message says why and what to try. */
public final class FactorizationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what failed, and what to try. */
  public FactorizationException(String message) {
    super(message);
  }
}
