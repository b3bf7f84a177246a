package org.convexityprobe.data.matrix;

import java.util.ArrayList;
import java.util.List;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Magnitudes of the short-time Fourier transform: one row for each frequency from 0 to half the
 * sampling rate, one column for each window.
 *
 * @param window samples in a window, at least 2; it is weighted by a periodic Hann window
 * @param hop samples from one window's start to the next's
 * @param channel channel of a recording, from 1; 0 for the mean of all
 */
public record Spectrogram(int window, int hop, int channel) {
  /** Windows of 2048 samples, a quarter apart. */
  public static final Spectrogram DEFAULT = new Spectrogram(2048, 512, 0);

  /** Checks the sizes. */
  public Spectrogram {
    if (channel < 0) {
      throw new IllegalArgumentException(
          "channel is %d; expected 1 or more, or 0 for the mean of all".formatted(channel));
    }
    if (window < 2 || hop < 1) {
      throw new IllegalArgumentException(
          "spectrogram with windows of %d samples, %d apart; expected at least 2 and 1"
              .formatted(window, hop));
    }
  }

  /** Returns the names of the options that differ from the defaults. */
  public List<String> given() {
    List<String> names = new ArrayList<>();
    if (window != DEFAULT.window) {
      names.add("window");
    }
    if (hop != DEFAULT.hop) {
      names.add("hop");
    }
    if (channel != DEFAULT.channel) {
      names.add("channel");
    }
    return names;
  }

  /**
   * Returns the magnitudes; samples after the last whole window are left out.
   *
   * @throws IllegalArgumentException if there are fewer samples than a window has
   */
  public DenseMatrix of(double[] samples) {
    if (samples.length < window) {
      throw new IllegalArgumentException(
          "%d samples are fewer than a window of %d".formatted(samples.length, window));
    }
    int frames = (samples.length - window) / hop + 1;
    int bins = window / 2 + 1;
    DoubleFFT_1D transform = new DoubleFFT_1D(window);
    double[] magnitudes = new double[bins * frames];
    double[] buffer = new double[2 * window];
    for (int frame = 0; frame < frames; frame++) {
      java.util.Arrays.fill(buffer, 0);
      for (int i = 0; i < window; i++) {
        double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window);
        buffer[i] = hann * samples[frame * hop + i];
      }
      transform.realForwardFull(buffer);
      for (int bin = 0; bin < bins; bin++) {
        magnitudes[bin * frames + frame] = Math.hypot(buffer[2 * bin], buffer[2 * bin + 1]);
      }
    }
    return new DenseMatrix(bins, frames, magnitudes);
  }
}
