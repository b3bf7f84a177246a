package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads recordings of known samples (sound/make_sound_files.py), encoded by the program flac. */
class RecordingTest {
  private static final int SAMPLES = 300;

  @TempDir private Path folder;

  private static Path file(String name) {
    return MatrixFiles.path("sound/" + name);
  }

  private static double[] samples(String name, int channel) throws IOException {
    Channels channels = new Channels(file(name), channel);
    Recording.decode(file(name), channels);
    return channels.samples();
  }

  /** Returns the tone of a channel, counted from 0, as the script has it, in units of the file. */
  private static double tone(int bits, int channel, int t) {
    double top = Math.scalb(1.0, bits - 1) - 1;
    return switch (t) {
      case 1 -> top;
      case 2 -> -top - 1;
      case 3 -> 0;
      default -> Math.rint(top * Math.sin(2 * Math.PI * (channel + 1) * t / 50));
    };
  }

  /** A library's sine may round to the other neighbour where the tone lies halfway. */
  private static void assertTones(String name, int bits, int channels) throws IOException {
    double unit = Math.scalb(1.0, 1 - bits);
    for (int channel = 0; channel < channels; channel++) {
      double[] found = samples(name, channel + 1);
      assertThat(found).as(name).hasSize(SAMPLES);
      for (int t = 0; t < SAMPLES; t++) {
        assertThat(found[t] / unit)
            .as("%s, channel %d, sample %d", name, channel, t)
            .isCloseTo(tone(bits, channel, t), within(t < 4 ? 0 : 1.0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pcm-8.wav,8,2",
    "pcm-12.wav,12,2",
    "pcm-16.wav,16,2",
    "pcm-20.wav,20,2",
    "pcm-24.wav,24,2",
    "pcm-32.wav,32,2",
    "pcm-24-in-32.wav,24,1",
    "pcm-20-extensible.wav,20,3",
    "pcm-16-six-channels.wav,16,6",
    "pcm-16-big.wav,16,2",
    "pcm-24-big.wav,24,1",
    "float-32.wav,16,2",
    "float-64.wav,16,2",
    "float-32-extensible.wav,16,2",
    "float-64-extensible.wav,16,2",
    "other-chunks.wav,16,1",
    "rf64.wav,16,1",
    "size-0.wav,16,1",
    "size-0-riff-right.wav,16,1",
    "size-unknown.wav,16,1",
    "size-sox.wav,16,1",
    "flac-8.flac,8,2",
    "flac-12.flac,12,2",
    "flac-16.flac,16,2",
    "flac-20.flac,20,2",
    "flac-24.flac,24,2",
    "flac-32.flac,32,2",
    "flac-fixed.flac,16,2",
    "flac-eight-channels.flac,16,8",
    "flac-blocks.flac,16,1",
    "flac-long-order.flac,24,1",
    "flac-no-md5.flac,16,1",
    "flac-unknown-length.flac,16,1",
    "flac-tagged.flac,16,1"
  })
  void everyWidthAndNumberOfChannelsIsRead(String name, int bits, int channels) throws IOException {
    assertTones(name, bits, channels);
  }

  private static void assertChannel(String name, int channel, IntUnaryOperator expected)
      throws IOException {
    double[] found = samples(name, channel);
    for (int t = 0; t < SAMPLES; t++) {
      assertThat(found[t] * 32768).as("sample %d", t).isEqualTo(expected.applyAsInt(t));
    }
  }

  private static int noise(int i) {
    return (int) ((long) i * i * i * 2_654_435_761L % (1L << 32) >> 16) - 32768;
  }

  @Test
  void everyKindOfFlacFrameIsDecoded() throws IOException {
    assertChannel("flac-constant.flac", 2, t -> -7);
    assertChannel("flac-noise.flac", 1, t -> noise(2 * t));
    assertChannel("flac-noise.flac", 2, t -> noise(2 * t + 1));
    assertChannel("flac-mid-side.flac", 2, t -> 3 + (int) Math.floor(tone(16, 0, t) / 2));
    assertChannel("flac-wasted.flac", 1, t -> (int) tone(16, 0, t));
  }

  @Test
  void channelsAreAveragedUnlessOneIsChosen() throws IOException {
    double[] first = samples("pcm-24.wav", 1);
    double[] second = samples("pcm-24.wav", 2);
    double[] mean = samples("pcm-24.wav", 0);
    for (int t = 0; t < SAMPLES; t++) {
      assertThat(mean[t]).isEqualTo(first[t] / 2 + second[t] / 2);
    }
    MatrixReading reading = read("pcm-24.wav", 0);
    assertThat(reading.notes()).anyMatch(note -> note.startsWith("the mean of 2 channels"));
    assertThat(read("flac-24.flac", 2).notes()).contains("channel 2 of 2");
    assertThatThrownBy(() -> read("pcm-24.wav", 3))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("channel 3 asked for; the recording has 2");
  }

  private static MatrixReading read(String name, int channel) throws IOException {
    return new MatrixSource(
            List.of(file(name)), MatrixFormat.AUTO, null, new Spectrogram(64, 16, channel))
        .read();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"size-0.wav", "size-0-riff-right.wav", "size-unknown.wav", "size-sox.wav"})
  void lengthThatAPipeLeftOutIsNoted(String name) throws IOException {
    assertThat(read(name, 0).notes())
        .anyMatch(note -> note.contains("came from a pipe; 300 samples were found"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0x7fff_ffffL, 0x8000_0000L, 0x8000_0fffL})
  void theSizeThatARecorderLeavesWhenItIsStoppedIsNoSize(long size) throws IOException {
    byte[] whole = Files.readAllBytes(file("size-unknown.wav"));
    Path stopped = folder.resolve("stopped.wav");
    // The size of the samples follows a header of 36 bytes and the name of the chunk.
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(40, (int) size);
    Files.write(stopped, whole);
    assertThat(Recording.read(stopped, new Spectrogram(64, 16, 0)).notes())
        .anyMatch(note -> note.contains("came from a pipe; 300 samples were found"));
  }

  @Test
  void whatIsNoWholeSampleIsNoted() throws IOException {
    assertThat(read("odd-end.wav", 0).notes())
        .anyMatch(note -> note.contains("the last 1 bytes are no whole sample"));
    assertThat(read("flac-tagged.flac", 0).notes())
        .anyMatch(note -> note.contains("what follows the last of 300 samples"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut-short.wav | 101 of 300 samples are missing: the recording is cut short",
        "flac-cut-short.flac | samples: the recording is cut short",
        "no-samples.wav | 0 samples are fewer than a window of 64",
        "a-law.wav | samples in A-law (format 0x6)",
        "ima-adpcm.wav | samples in IMA ADPCM (format 0x11); expected integers (PCM)",
        "half.wav | floating-point samples of 16 bits",
        "five-bytes.wav | integer samples of 40 bits",
        "no-channels.wav | 0 channels",
        "nan.wav | sample 0 of channel 1 is NaN",
        "no-format.wav | no chunk 'fmt '"
      })
  void whatIsMissingOrOfAnotherKindIsRefusedByName(String name, String problem) {
    assertThatThrownBy(() -> read(name, 0))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(problem);
  }

  /** Flips a bit of each of 200 copies; the first 42 bytes hold names and sizes beside samples. */
  @ParameterizedTest
  @ValueSource(strings = {"flac-16.flac", "flac-24.flac", "flac-blocks.flac", "flac-no-md5.flac"})
  void everyFlippedBitOfAFlacRecordingIsFound(String name) throws IOException {
    byte[] whole = Files.readAllBytes(file(name));
    int start = startOfFrames(whole);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] flipped = whole.clone();
      int at = start + random.nextInt(whole.length - start);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Path copy = Files.write(folder.resolve("flipped.flac"), flipped);
      assertThatThrownBy(() -> Recording.decode(copy, new Channels(copy, 0)))
          .as("byte %d", at)
          .isInstanceOf(MatrixFileException.class)
          .hasMessageContaining(copy.toString());
    }
  }

  private static int startOfFrames(byte[] file) {
    int at = 4;
    while (file[at] >= 0) {
      at += 4 + length(file, at);
    }
    return at + 4 + length(file, at);
  }

  private static int length(byte[] file, int at) {
    return ((file[at + 1] & 0xff) << 16) | ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff);
  }

  @Test
  void samplesInTwoChunksAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file("pcm-16.wav"));
    Path longer = folder.resolve("longer.wav");
    for (String chunk : new String[] {"data\4\0\0\0abcd", "fmt \4\0\0\0abcd"}) {
      Files.write(longer, whole);
      Files.write(longer, chunk.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
      assertThatThrownBy(() -> Recording.decode(longer, new Channels(longer, 0)))
          .isInstanceOf(MatrixFileException.class)
          .hasMessageContainingAll(longer.toString(), "two chunks '" + chunk.substring(0, 4));
    }
  }
}
