package org.convexityprobe.resnet;

/** A computation needs more memory than the process may use; the message says how much of each. */
public final class InsufficientMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public InsufficientMemoryException(String message) {
    super(message);
  }
}
