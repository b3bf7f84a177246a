package org.convexityprobe.experiment.probe;

import org.convexityprobe.experiment.result.LineEntry;
import org.convexityprobe.experiment.work.UnitLog;
import org.convexityprobe.landscape.ScanListener;

/** The lines through one checkpoint, ready to be scanned. */
interface LineScans {
  /**
   * Scans one line.
   *
   * @param name the checkpoint's name in its run
   * @param log has the evaluations of an earlier start, and keeps those of this one
   */
  LineEntry scan(String name, int line, ScanListener listener, UnitLog log);
}
