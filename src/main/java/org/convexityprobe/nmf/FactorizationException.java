package org.convexityprobe.nmf;

/** A factorisation that cannot go on; the message says why and what to try. */
public final class FactorizationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FactorizationException(String message) {
    super(message);
  }
}
