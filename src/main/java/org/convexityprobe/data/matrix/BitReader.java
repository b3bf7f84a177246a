package org.convexityprobe.data.matrix;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads bits, the highest of each byte first, and keeps FLAC's two checksums of what it read. */
final class BitReader {
  private static final int CRC8_POLYNOMIAL = 0x07;
  private static final int CRC16_POLYNOMIAL = 0x8005;
  private static final int[] CRC8 = table(CRC8_POLYNOMIAL, 8);
  private static final int[] CRC16 = table(CRC16_POLYNOMIAL, 16);

  private final InputStream in;
  private int current;
  private int available;
  private int crc8;
  private int crc16;

  BitReader(InputStream in) {
    this.in = in;
  }

  private static int[] table(int polynomial, int width) {
    int[] table = new int[256];
    int top = 1 << (width - 1);
    for (int value = 0; value < table.length; value++) {
      int crc = value << (width - 8);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & top) != 0 ? crc << 1 ^ polynomial : crc << 1;
      }
      table[value] = crc & (2 * top - 1);
    }
    return table;
  }

  /** Returns whether no byte is left; between bytes only. */
  boolean atEnd() throws IOException {
    in.mark(1);
    boolean end = in.read() < 0;
    if (!end) {
      in.reset();
    }
    return end;
  }

  /** Starts both checksums. */
  void startChecksums() {
    crc8 = 0;
    crc16 = 0;
  }

  int crc8() {
    return crc8;
  }

  int crc16() {
    return crc16;
  }

  private void next() throws IOException {
    current = in.read();
    if (current < 0) {
      throw new EOFException();
    }
    available = 8;
    crc8 = CRC8[crc8 ^ current];
    crc16 = (crc16 << 8 & 0xffff) ^ CRC16[crc16 >> 8 ^ current];
  }

  /** Reads up to 64 bits as an unsigned number. */
  long unsigned(int bits) throws IOException {
    long value = 0;
    for (int left = bits; left > 0; ) {
      if (available == 0) {
        next();
      }
      int part = Math.min(left, available);
      available -= part;
      left -= part;
      value = value << part | (current >> available & (1 << part) - 1);
    }
    return value;
  }

  /** Reads up to 64 bits as a number in two's complement. */
  long signed(int bits) throws IOException {
    return bits == 0 ? 0 : unsigned(bits) << (64 - bits) >> (64 - bits);
  }

  /** Reads zeros up to a one, and returns their number. */
  int unary() throws IOException {
    int zeros = 0;
    while (true) {
      if (available == 0) {
        next();
      }
      int rest = current & (1 << available) - 1;
      if (rest != 0) {
        int leading = Integer.numberOfLeadingZeros(rest) - (32 - available);
        available -= leading + 1;
        return zeros + leading;
      }
      zeros += available;
      available = 0;
    }
  }

  /** Leaves out the bits that are left of the current byte. */
  void align() {
    available = 0;
  }
}
