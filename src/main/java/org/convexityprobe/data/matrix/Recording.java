package org.convexityprobe.data.matrix;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WAV or FLAC recording as samples from −1 to 1: one of its channels, or the mean of all. */
final class Recording {
  private static final byte[] FLAC = {'f', 'L', 'a', 'C'};

  private Recording() {}

  static MatrixReading read(Path file, Spectrogram spectrogram) throws IOException {
    Channels channels = new Channels(file, spectrogram.channel());
    List<String> notes = new ArrayList<>(decode(file, channels));
    channels.note().ifPresent(notes::add);
    double[] samples = channels.samples();
    if (samples.length < spectrogram.window()) {
      throw new MatrixFileException(
          file,
          "%d samples are fewer than a window of %d; give a smaller --window"
              .formatted(samples.length, spectrogram.window()));
    }
    int frames = (samples.length - spectrogram.window()) / spectrogram.hop() + 1;
    MatrixTooLargeException.require(file, spectrogram.window() / 2 + 1, frames);
    notes.add(
        "magnitudes of %d windows of %d samples, %d apart"
            .formatted(frames, spectrogram.window(), spectrogram.hop()));
    return new MatrixReading(spectrogram.of(samples), notes);
  }

  /** Hands all samples to the channels, and returns what the reader noticed. */
  static List<String> decode(Path file, Channels channels) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MatrixFileException(file, "no such file");
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(FLAC.length);
    }
    try {
      return Arrays.equals(start, FLAC)
          ? new FlacFile(file, channels).read()
          : new WaveFile(file, channels).read();
    } catch (EOFException e) {
      throw new MatrixFileException(
          file, "the recording ends early; it is cut short: copy or fetch it again", e);
    }
  }
}
