package org.convexityprobe.data.matrix;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Collects one channel of a recording, or the mean of all. */
final class Channels {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final Path file;
  private final int chosen;
  private int channels;
  private double[] samples = new double[1 << 16];
  private int count;

  /**
   * Starts without samples.
   *
   * @param chosen the channel, from 1; 0 for the mean of all
   */
  Channels(Path file, int chosen) {
    this.file = file;
    this.chosen = chosen;
  }

  /**
   * Says how many channels there are, before the first sample.
   *
   * @throws MatrixFileException if the chosen one is not among them
   */
  void announce(int number) throws MatrixFileException {
    if (chosen > number) {
      throw new MatrixFileException(
          file, "channel %d asked for; the recording has %d".formatted(chosen, number));
    }
    channels = number;
  }

  /** Adds a sample of each channel. */
  void add(double[] frame) throws MatrixFileException {
    double value = 0;
    for (int channel = 0; channel < channels; channel++) {
      if (!Double.isFinite(frame[channel])) {
        throw new MatrixFileException(
            file, "sample %d of channel %d is %s".formatted(count, channel + 1, frame[channel]));
      }
      value += frame[channel] / channels;
    }
    if (count == samples.length) {
      if (count == LARGEST) {
        throw new MatrixFileException(file, "more than %,d samples".formatted(LARGEST));
      }
      samples = Arrays.copyOf(samples, (int) Math.min(2L * count, LARGEST));
    }
    samples[count++] = chosen == 0 ? value : frame[chosen - 1];
  }

  /** Returns the number of samples of each channel. */
  int count() {
    return count;
  }

  double[] samples() {
    return Arrays.copyOf(samples, count);
  }

  /** Returns what was made of several channels. */
  Optional<String> note() {
    if (channels < 2) {
      return Optional.empty();
    }
    return Optional.of(
        chosen == 0
            ? "the mean of %d channels; --channel takes one of them".formatted(channels)
            : "channel %d of %d".formatted(chosen, channels));
  }
}
