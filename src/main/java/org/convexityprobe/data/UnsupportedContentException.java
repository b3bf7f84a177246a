package org.convexityprobe.data;

import java.io.IOException;

/** A file is neither damaged nor cut short, but holds what is not read; the message says what. */
public final class UnsupportedContentException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is not read, and what to do. */
  public UnsupportedContentException(String message) {
    super(message);
  }
}
