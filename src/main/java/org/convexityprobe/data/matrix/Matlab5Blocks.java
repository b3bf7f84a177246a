package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The blocks of a MATLAB file of version 5, before they are read: each must lie in the file, and a
 * compressed one unpack to its end, where its checksum (Adler-32) stands.
 */
final class Matlab5Blocks {
  private static final int HEADER = 128;
  private static final int TAG = 8;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int MAX_DEPTH = 64;

  private final Path file;

  Matlab5Blocks(Path file) {
    this.file = file;
  }

  /**
   * Checks all blocks.
   *
   * @throws MatrixFileException if one is damaged, or the file ends within it
   */
  void verify() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteOrder order = order(channel);
      int number = 1;
      for (long position = HEADER; position < channel.size(); number++) {
        ByteBuffer tag = ByteBuffer.allocate(TAG).order(order);
        channel.position(position);
        long size = -1;
        if (Channels.newInputStream(channel).readNBytes(tag.array(), 0, TAG) == TAG) {
          size = tag.getInt(4) & 0xffff_ffffL;
        }
        int type = tag.getInt(0);
        if (size >= 0 && type != MATRIX && type != COMPRESSED) {
          throw fault(
              "block %d is of type %d; expected a matrix: it is damaged".formatted(number, type));
        }
        if (size < 0 || position + TAG + size > channel.size()) {
          throw fault(
              "block %d, which byte %d starts, ends after the file: it is cut short; copy or fetch it again"
                  .formatted(number, position));
        }
        verify(channel, position, type == COMPRESSED, size, order, number);
        position += TAG + size;
      }
    }
  }

  private static ByteOrder order(FileChannel channel) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(2);
    channel.read(mark, HEADER - 2);
    return mark.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** Reads a block to its end: the sizes of its parts, and its checksum if it is compressed. */
  private void verify(
      FileChannel channel,
      long position,
      boolean compressed,
      long size,
      ByteOrder order,
      int number)
      throws IOException {
    try {
      if (compressed) {
        channel.position(position + TAG);
        byte[] packed = Channels.newInputStream(channel).readNBytes(Math.toIntExact(size));
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
          part(in, Long.MAX_VALUE, order, 0);
          in.transferTo(OutputStream.nullOutputStream());
        }
      } else {
        channel.position(position);
        // Not closed: that would close the channel.
        part(new BufferedInputStream(Channels.newInputStream(channel)), TAG + size, order, 0);
      }
    } catch (EOFException e) {
      throw fault("block %d does not unpack to its end: it is damaged".formatted(number));
    } catch (ZipException e) {
      throw fault(
          "block %d is damaged (%s); copy or fetch the file again"
              .formatted(number, e.getMessage()));
    } catch (ArithmeticException e) {
      throw fault("block %d has %d bytes; expected less than 2 GiB".formatted(number, size));
    }
  }

  /**
   * Skips a part of a block, each of whose parts must lie in it: the library that reads them takes
   * as much memory as they announce.
   *
   * @return its bytes, those that fill up eight among them
   */
  private long part(InputStream in, long available, ByteOrder order, int depth) throws IOException {
    ByteBuffer tag = ByteBuffer.allocate(TAG).order(order);
    if (available < TAG || in.readNBytes(tag.array(), 0, TAG) < TAG) {
      throw new EOFException();
    }
    if (tag.getInt(0) >>> 16 != 0) {
      return TAG;
    }
    long size = tag.getInt(4) & 0xffff_ffffL;
    if (size > available - TAG || depth > MAX_DEPTH) {
      throw fault(
          "a part of %d bytes in a block of %d: it is damaged".formatted(size, available - TAG));
    }
    if (tag.getInt(0) == MATRIX) {
      for (long done = 0; done < size; ) {
        done += part(in, size - done, order, depth + 1);
      }
      return TAG + size;
    }
    long padded = Math.min((size + TAG - 1) / TAG * TAG, available - TAG);
    in.skipNBytes(padded);
    return TAG + padded;
  }

  private MatrixFileException fault(String problem) {
    return new MatrixFileException(file, problem);
  }
}
