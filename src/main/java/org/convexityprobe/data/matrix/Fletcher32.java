package org.convexityprobe.data.matrix;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** HDF5's checksum filter: four bytes after each chunk, which are compared and taken off. */
final class Fletcher32 implements Filter {
  private static final int ID = 3;

  /** Pairs of bytes after which sums of 32 bits must be folded before they overflow. */
  private static final int FOLD = 360;

  @Override
  public int getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "fletcher32";
  }

  @Override
  public byte[] decode(byte[] encoded, int[] filterData) {
    if (encoded.length < Integer.BYTES) {
      throw new HdfFilterException("a chunk of %d bytes with a checksum".formatted(encoded.length));
    }
    byte[] data = Arrays.copyOf(encoded, encoded.length - Integer.BYTES);
    int stored = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getInt(data.length);
    int found = checksum(data);
    // HDF5 before 1.6.3 swapped the bytes of each half on some machines.
    int swapped = (found & 0x00ff00ff) << 8 | (found >>> 8 & 0x00ff00ff);
    if (stored != found && stored != swapped) {
      throw new HdfFilterException(
          "the Fletcher-32 checksum of a chunk is %08x, but the file says %08x"
              .formatted(found, stored));
    }
    return data;
  }

  /** Adds pairs of bytes, and their sums, modulo 2¹⁶ − 1. */
  private static int checksum(byte[] data) {
    int first = 0;
    int second = 0;
    for (int i = 0; i < data.length; i += 2) {
      int low = i + 1 < data.length ? data[i + 1] & 0xff : 0;
      first += (data[i] & 0xff) << 8 | low;
      second += first;
      if (i / 2 % FOLD == FOLD - 1) {
        first = fold(first);
        second = fold(second);
      }
    }
    return fold(fold(second)) << 16 | fold(fold(first));
  }

  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
