package org.convexityprobe.data.matrix;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Header;

/**
 * The descriptors in a binary table of FITS (standard 4.0, 7.3.5), each of which says how many
 * elements stand where in the heap behind the table. The library that reads them takes as much
 * memory as they announce.
 */
final class FitsHeap {
  private static final Pattern FORMAT = Pattern.compile("\\s*(\\d{0,9})([LXBIJKAEDCMPQ])(.?).*");
  private static final String TYPES = "LXBIJKAEDCMPQ";
  private static final int[] SIZES = {1, 1, 1, 2, 4, 8, 1, 4, 8, 8, 16, 8, 16};

  private FitsHeap() {}

  /**
   * Checks that whatever the descriptors of a table point to lies in its heap.
   *
   * @param file the file that is not compressed as a whole
   * @throws IOException if a descriptor points beyond it
   */
  static void verify(Path file, BasicHDU<?> table) throws IOException {
    Header header = table.getHeader();
    int width = header.getIntValue("NAXIS1");
    long rows = header.getLongValue("NAXIS2");
    long heap =
        width * rows + header.getLongValue("PCOUNT") - header.getLongValue("THEAP", width * rows);
    long start = table.getData().getFileOffset();
    try (FileChannel channel = FileChannel.open(file)) {
      int place = 0;
      for (int column = 1; column <= header.getIntValue("TFIELDS"); column++) {
        Matcher format = FORMAT.matcher(header.getStringValue("TFORM" + column, ""));
        if (!format.matches()) {
          throw new IOException("TFORM%d is no format of a column".formatted(column));
        }
        int count = format.group(1).isEmpty() ? 1 : Integer.parseInt(format.group(1));
        int size = size(format.group(2));
        boolean describes = "PQ".contains(format.group(2));
        for (long row = 0; describes && count > 0 && row < rows; row++) {
          verify(channel, start + row * width + place, size, heap / size(format.group(3)));
        }
        place += format.group(2).equals("X") ? (count + 7) / 8 : count * size;
      }
    }
  }

  private static int size(String type) throws IOException {
    int index = TYPES.indexOf(type);
    if (type.isEmpty() || index < 0) {
      throw new IOException("a column of the unknown type '%s'".formatted(type));
    }
    return SIZES[index];
  }

  private static void verify(FileChannel channel, long position, int size, long most)
      throws IOException {
    ByteBuffer descriptor = ByteBuffer.allocate(size);
    while (descriptor.hasRemaining()) {
      if (channel.read(descriptor, position + descriptor.position()) < 0) {
        throw new EOFException("the table ends after the file");
      }
    }
    long count = size == 8 ? descriptor.getInt(0) : descriptor.getLong(0);
    if (count < 0 || count > most) {
      throw new IOException(
          "a row at byte %d announces %d elements; its heap has at most %d: it is damaged"
              .formatted(position, count, most));
    }
  }
}
