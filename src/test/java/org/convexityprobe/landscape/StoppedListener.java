package org.convexityprobe.landscape;

/** Asks a scan to stop before its first evaluation. */
final class StoppedListener implements ScanListener {
  @Override
  public void evaluated(int done, int planned) {}

  @Override
  public boolean cancelled() {
    return true;
  }
}
