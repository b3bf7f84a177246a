package org.convexityprobe.landscape;

/** How a direction moves biases and batch-norm scales and shifts; filters always move. */
public enum NormalizationDirection {
  /** Not at all: the direction is zero there (as in Li et al. 2018). */
  IGNORE,
  /** At random: drawn like a filter and scaled to the norm of the whole tensor. */
  RANDOM,
  /** Along themselves, r := w, as loss-landscape does when told not to ignore them. */
  WEIGHTS
}
