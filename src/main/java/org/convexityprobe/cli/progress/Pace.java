package org.convexityprobe.cli.progress;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast work goes. The time that the process was stopped, as by Ctrl-Z, does not count where a
 * bar is drawn: a bar that was not drawn for long shows that nothing else ran either.
 *
 * <p>All times are readings of one clock, in nanoseconds.
 */
final class Pace {
  /** A bar is drawn several times a second, even on a busy machine. */
  private static final long STOPPED = Duration.ofSeconds(5).toNanos();

  private boolean started;
  private long start;
  private long last;
  private long units;
  private boolean seen;
  private long drawn;

  /** Counts units done. The first call starts the clock: what came before was no such work. */
  synchronized void step(long now, long done) {
    if (started) {
      units += done;
    } else {
      started = true;
      start = now;
    }
    last = now;
  }

  /** Notes that the bar is drawn. */
  synchronized void draw(long now) {
    long gap = now - drawn;
    if (seen && started && gap > STOPPED && start - drawn <= 0) {
      start += gap;
      last = last - drawn <= 0 ? last + gap : now;
    }
    seen = true;
    drawn = now;
  }

  /**
   * Returns the seconds that further units will take, at the pace up to the last step; empty before
   * any is known.
   */
  synchronized OptionalDouble secondsFor(long further) {
    return units <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((last - start) / 1e9 / units * Math.max(0, further));
  }
}
