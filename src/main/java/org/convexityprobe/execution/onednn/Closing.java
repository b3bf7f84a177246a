package org.convexityprobe.execution.onednn;

/** Closes things whose closing cannot fail in a checked way. */
final class Closing {
  private Closing() {}

  static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("closing failed", e);
    }
  }
}
