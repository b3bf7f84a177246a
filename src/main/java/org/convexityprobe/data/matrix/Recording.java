package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jflac.FLACDecoder;
import org.jflac.PCMProcessor;
import org.jflac.metadata.StreamInfo;
import org.jflac.util.ByteData;

/** A WAV or FLAC recording as samples from −1 to 1, its channels averaged. */
final class Recording {
  private static final byte[] FLAC = {'f', 'L', 'a', 'C'};

  private Recording() {}

  static MatrixReading read(Path file, Spectrogram spectrogram) throws IOException {
    double[] samples = samples(file);
    if (samples.length < spectrogram.window()) {
      throw new MatrixFileException(
          file,
          "%d samples are fewer than a window of %d"
              .formatted(samples.length, spectrogram.window()));
    }
    int frames = (samples.length - spectrogram.window()) / spectrogram.hop() + 1;
    MatrixTooLargeException.require(file, spectrogram.window() / 2 + 1, frames);
    return new MatrixReading(
        spectrogram.of(samples),
        java.util.List.of(
            "magnitudes of %d windows of %d samples, %d apart"
                .formatted(frames, spectrogram.window(), spectrogram.hop())));
  }

  static double[] samples(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new MatrixFileException(file, "no such file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(FLAC.length);
      boolean flac = java.util.Arrays.equals(in.readNBytes(FLAC.length), FLAC);
      in.reset();
      return flac ? flac(in) : wave(file, in);
    } catch (UnsupportedAudioFileException e) {
      throw new MatrixFileException(file, "is neither a WAV nor a FLAC recording", e);
    } catch (MatrixFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MatrixFileException(file, "the recording is damaged or cut short", e);
    }
  }

  private static double[] wave(Path file, InputStream in)
      throws IOException, UnsupportedAudioFileException {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(in)) {
      AudioFormat format = audio.getFormat();
      boolean signed = format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED);
      boolean unsigned = format.getEncoding().equals(AudioFormat.Encoding.PCM_UNSIGNED);
      if (!signed && !unsigned) {
        throw new MatrixFileException(
            file, "samples encoded as %s; expected PCM".formatted(format.getEncoding()));
      }
      return decode(
          audio.readAllBytes(),
          format.getSampleSizeInBits() / 8,
          format.getChannels(),
          format.isBigEndian(),
          signed);
    }
  }

  private static double[] flac(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamInfo[] info = new StreamInfo[1];
    FLACDecoder decoder = new FLACDecoder(in);
    decoder.addPCMProcessor(
        new PCMProcessor() {
          @Override
          public void processStreamInfo(StreamInfo streamInfo) {
            info[0] = streamInfo;
          }

          @Override
          public void processPCM(ByteData pcm) {
            bytes.write(pcm.getData(), 0, pcm.getLen());
          }
        });
    decoder.decode();
    int width = info[0].getBitsPerSample() / 8;
    // jFLAC writes samples of one byte unsigned, as WAV has them.
    return decode(bytes.toByteArray(), width, info[0].getChannels(), false, width > 1);
  }

  private static double[] decode(
      byte[] bytes, int width, int channels, boolean bigEndian, boolean signed) {
    int frame = width * channels;
    double[] samples = new double[bytes.length / frame];
    double scale = 1 / Math.scalb(1.0, 8 * width - 1) / channels;
    for (int i = 0; i < samples.length; i++) {
      for (int channel = 0; channel < channels; channel++) {
        int start = i * frame + channel * width;
        long value = 0;
        for (int k = 0; k < width; k++) {
          int at = bigEndian ? start + k : start + width - 1 - k;
          value = k == 0 && signed ? bytes[at] : value << 8 | (bytes[at] & 0xff);
        }
        samples[i] += scale * (signed ? value : value - (1L << (8 * width - 1)));
      }
    }
    return samples;
  }
}
