package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The blocks of a MATLAB file of version 5, before they are read: each must lie in the file, and a
 * compressed one unpack to its end, where its checksum (Adler-32) stands.
 */
final class Matlab5Blocks {
  private static final int HEADER = 128;
  private static final int TAG = 8;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;

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
        if (type == COMPRESSED) {
          inflate(channel, size, number);
        }
        position += TAG + size;
      }
    }
  }

  private static ByteOrder order(FileChannel channel) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(2);
    channel.read(mark, HEADER - 2);
    return mark.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private void inflate(FileChannel channel, long size, int number) throws IOException {
    Inflater inflater = new Inflater();
    byte[] packed = new byte[1 << 16];
    byte[] unpacked = new byte[1 << 16];
    try {
      for (long left = size; !inflater.finished(); ) {
        if (inflater.inflate(unpacked) > 0) {
          continue;
        }
        if (inflater.needsDictionary() || left == 0) {
          throw fault("block %d does not unpack to its end: it is damaged".formatted(number));
        }
        if (inflater.needsInput()) {
          int part = (int) Math.min(left, packed.length);
          int read = Channels.newInputStream(channel).readNBytes(packed, 0, part);
          inflater.setInput(packed, 0, read);
          left -= part;
        }
      }
    } catch (DataFormatException e) {
      throw fault(
          "block %d is damaged (%s); copy or fetch the file again"
              .formatted(number, e.getMessage()));
    } finally {
      inflater.end();
    }
  }

  private MatrixFileException fault(String problem) {
    return new MatrixFileException(file, problem);
  }
}
