package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A WAV recording: chunks of RIFF, of its big-endian form RIFX, or of RF64 with sizes of 64 bits.
 * Integers of 8 to 32 bits and floating-point numbers are read, in any number of channels.
 */
final class WaveFile {
  private static final int LONGEST_FORMAT = 1 << 16;

  private final Path file;
  private final Channels channels;
  private final List<String> notes = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private InputStream in;
  private long left;
  private long wideSize = -1;
  private WaveFormat format;

  WaveFile(Path file, Channels channels) {
    this.file = file;
    this.channels = channels;
  }

  /**
   * Reads the samples.
   *
   * @return what was noticed
   * @throws MatrixFileException if the file is no WAV recording, ends early or holds other numbers
   */
  List<String> read() throws IOException {
    left = Files.size(file);
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      in = content;
      start();
      while (left >= 8) {
        String id = name(4);
        long size = unsigned(bytes(4).getInt());
        if (id.equals("data")) {
          samples(size);
          requireNoMore(size);
          return notes;
        }
        chunk(id, size);
      }
    }
    throw new MatrixFileException(
        file, "no chunk 'data'; expected one with samples: the recording is empty or cut short");
  }

  private void start() throws IOException {
    String kind = left < 12 ? "" : name(4);
    order = kind.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String form = left < 8 ? "" : name(8).substring(4);
    if (!List.of("RIFF", "RIFX", "RF64", "BW64").contains(kind) || !form.equals("WAVE")) {
      throw new MatrixFileException(file, "is neither a WAV nor a FLAC recording");
    }
  }

  private void chunk(String id, long size) throws IOException {
    if (size > left) {
      throw new MatrixFileException(
          file,
          "chunk '%s' announces %d bytes; the file has %d left: it is cut short"
              .formatted(id, size, left));
    }
    switch (id) {
      case "fmt " -> {
        if (size > LONGEST_FORMAT) {
          throw new MatrixFileException(file, "a format chunk of %d bytes".formatted(size));
        }
        if (format != null) {
          throw twice(id);
        }
        format = WaveFormat.of(file, bytes((int) size));
      }
      case "ds64" -> {
        if (size < 24 || size > LONGEST_FORMAT) {
          throw new MatrixFileException(file, "a chunk 'ds64' of %d bytes".formatted(size));
        }
        wideSize = bytes((int) size).getLong(8);
      }
      default -> skip(size);
    }
    skip(Math.min(left, size & 1));
  }

  private void samples(long announced) throws IOException {
    if (format == null) {
      throw new MatrixFileException(file, "no chunk 'fmt ' before the samples");
    }
    channels.announce(format.channels());
    long size = announced == 0xffff_ffffL && wideSize >= 0 ? wideSize : announced;
    boolean unknown =
        (size == 0 && left > 0 && !chunksFollow()) || (size > left && standsForUnknown(size));
    if (size > left && !unknown) {
      long expected = size / format.frameBytes();
      long found = left / format.frameBytes();
      throw new MatrixFileException(
          file,
          "the header announces %d samples, but %d of %d samples are missing: the recording is cut short; copy or fetch it again"
              .formatted(expected, expected - found, expected));
    }
    long bytes = unknown ? left : size;
    frames(bytes / format.frameBytes());
    if (unknown) {
      notes.add(
          "the header does not say how long the recording is, as if it came from a pipe; %d samples were found"
              .formatted(channels.count()));
    }
    if (bytes % format.frameBytes() != 0) {
      notes.add(
          "the last %d bytes are no whole sample and left out"
              .formatted(bytes % format.frameBytes()));
    }
  }

  /** Samples in a second chunk, or in another format, would be lost without a word. */
  private void requireNoMore(long announced) throws IOException {
    skip(Math.min(left, announced % format.frameBytes() + (announced & 1)));
    while (left >= 8) {
      String id = name(4);
      long size = unsigned(bytes(4).getInt());
      if (id.equals("data") || id.equals("fmt ")) {
        throw twice(id);
      }
      skip(Math.min(left, size + (size & 1)));
    }
  }

  private MatrixFileException twice(String id) {
    return new MatrixFileException(
        file, "two chunks '%s'; expected one: split the recording, or convert it".formatted(id));
  }

  private void frames(long count) throws IOException {
    byte[] frame = new byte[format.frameBytes()];
    ByteBuffer buffer = ByteBuffer.wrap(frame).order(order);
    double[] values = new double[format.channels()];
    for (long i = 0; i < count; i++) {
      if (in.readNBytes(frame, 0, frame.length) < frame.length) {
        throw new EOFException();
      }
      buffer.clear();
      for (int channel = 0; channel < values.length; channel++) {
        values[channel] = format.sample(buffer);
      }
      channels.add(values);
    }
    left -= count * format.frameBytes();
  }

  /**
   * Programs that write to a pipe leave about the largest number of 32 bits, signed or not; arecord
   * leaves 2³¹, or a little more for whole frames.
   */
  private static boolean standsForUnknown(long size) {
    return size >= 0xffff_f000L || (size >= 0x7fff_e000L && size <= 0x8000_0fffL);
  }

  /** Returns whether what follows an empty chunk is another one that fits, and not samples. */
  private boolean chunksFollow() throws IOException {
    if (left < 8) {
      return false;
    }
    in.mark(8);
    String id = name(4);
    long size = unsigned(bytes(4).getInt());
    in.reset();
    left += 8;
    return id.matches("[A-Za-z][A-Za-z0-9 ]{3}") && size <= left - 8;
  }

  private String name(int length) throws IOException {
    return new String(bytes(length).array(), StandardCharsets.ISO_8859_1);
  }

  private ByteBuffer bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    left -= length;
    return ByteBuffer.wrap(bytes).order(order);
  }

  private void skip(long length) throws IOException {
    in.skipNBytes(length);
    left -= length;
  }

  private static long unsigned(int bits) {
    return bits & 0xffff_ffffL;
  }
}
