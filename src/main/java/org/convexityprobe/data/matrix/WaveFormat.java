package org.convexityprobe.data.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * How a WAV recording stores samples: its chunk {@code fmt}.
 *
 * @param channels samples of each moment
 * @param width bytes of a sample; one of fewer bits stands in the highest ones
 * @param floating whether samples are floating-point numbers
 */
record WaveFormat(int channels, int width, boolean floating) {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xfffe;

  /** The end of the identifiers that an extensible format uses for the numbers of old formats. */
  private static final byte[] IDENTIFIER = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
  };

  private static final Map<Integer, String> OTHERS =
      Map.of(
          0, "an unknown format",
          2, "Microsoft ADPCM",
          6, "A-law",
          7, "µ-law",
          0x11, "IMA ADPCM",
          0x31, "GSM 6.10",
          0x50, "MPEG",
          0x55, "MP3",
          0xff, "AAC",
          0x2000, "AC-3");

  /**
   * Reads the chunk.
   *
   * @throws MatrixFileException if it is damaged, or samples are no integers of 8 to 32 bits and no
   *     floating-point numbers
   */
  static WaveFormat of(Path file, ByteBuffer chunk) throws MatrixFileException {
    if (chunk.capacity() < 16) {
      throw new MatrixFileException(
          file, "a format chunk of %d bytes; expected at least 16".formatted(chunk.capacity()));
    }
    int tag = unsigned(chunk.getShort(0));
    int channels = unsigned(chunk.getShort(2));
    int frame = unsigned(chunk.getShort(12));
    int bits = unsigned(chunk.getShort(14));
    int kind = tag == EXTENSIBLE ? subformat(file, chunk) : tag;
    if (kind != PCM && kind != FLOAT) {
      throw new MatrixFileException(
          file,
          "samples in %s (format %#x); expected integers (PCM) or floating-point numbers; convert it: ffmpeg -i '%s' -c:a pcm_s16le pcm.wav"
              .formatted(OTHERS.getOrDefault(kind, "another format"), kind, file));
    }
    int width = channels == 0 ? 0 : frame / channels;
    boolean fits = channels > 0 && frame == width * channels && bits <= 8 * width;
    boolean possible =
        kind == PCM
            ? bits >= 1 && width >= 1 && width <= 4
            : (bits == 32 && width == 4) || (bits == 64 && width == 8);
    if (!fits || !possible) {
      throw new MatrixFileException(
          file,
          "%s samples of %d bits, %d channels in %d bytes; expected integers of 8 to 32 bits, or floating-point numbers of 32 or 64"
              .formatted(kind == PCM ? "integer" : "floating-point", bits, channels, frame));
    }
    return new WaveFormat(channels, width, kind == FLOAT);
  }

  private static int subformat(Path file, ByteBuffer chunk) throws MatrixFileException {
    byte[] bytes = new byte[chunk.capacity()];
    chunk.get(0, bytes);
    boolean little = chunk.order() == ByteOrder.LITTLE_ENDIAN;
    if (bytes.length < 40
        || (little && !Arrays.equals(bytes, 26, 40, IDENTIFIER, 0, IDENTIFIER.length))) {
      throw new MatrixFileException(
          file, "an extensible format of unknown kind; expected PCM or floating-point numbers");
    }
    return unsigned(chunk.getShort(24));
  }

  private static int unsigned(short bits) {
    return bits & 0xffff;
  }

  /** Returns the bytes of one sample of all channels. */
  int frameBytes() {
    return channels * width;
  }

  /** Reads a sample, scaled to the range from −1 to 1 if it is an integer. */
  double sample(ByteBuffer bytes) {
    if (floating) {
      return width == 4 ? bytes.getFloat() : bytes.getDouble();
    }
    return switch (width) {
      // Bytes are the only unsigned samples.
      case 1 -> ((bytes.get() & 0xff) - 128) * 0x1p-7;
      case 2 -> bytes.getShort() * 0x1p-15;
      case 3 -> threeBytes(bytes) * 0x1p-23;
      default -> bytes.getInt() * 0x1p-31;
    };
  }

  private static int threeBytes(ByteBuffer bytes) {
    int first = bytes.get();
    int second = bytes.get() & 0xff;
    int third = bytes.get();
    return bytes.order() == ByteOrder.LITTLE_ENDIAN
        ? third << 16 | second << 8 | (first & 0xff)
        : first << 16 | second << 8 | (third & 0xff);
  }
}
