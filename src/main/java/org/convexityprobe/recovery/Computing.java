package org.convexityprobe.recovery;

import org.convexityprobe.nmf.Workers;

/**
 * How measurements are applied.
 *
 * @param workers threads that draw streamed measurements
 * @param check called before each application, and often within a long one; its exception ends the
 *     computation
 */
public record Computing(Workers workers, Runnable check) {
  /** On all cores, to the end. */
  public static final Computing DEFAULT = new Computing(Workers.ofAllCores(), () -> {});
}
