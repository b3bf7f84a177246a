package org.convexityprobe.data.matrix;

import java.io.IOException;

/** One frame of a FLAC recording: as many samples of each channel. */
final class FlacFrame {
  private static final int SYNC = 0x3ffe;
  private static final int LEFT_SIDE = 8;
  private static final int SIDE_RIGHT = 9;
  private static final int MID_SIDE = 10;
  private static final int[] BITS = {0, 8, 12, 0, 16, 20, 24, 32};

  /** Coefficients of the fixed predictors of orders 0 to 4. */
  private static final long[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final BitReader bits;
  private final FlacFile.StreamInfo info;
  private final long[][] samples;
  private int length;

  FlacFrame(BitReader bits, FlacFile.StreamInfo info) {
    this.bits = bits;
    this.info = info;
    samples = new long[info.channels()][0];
  }

  /** Returns the number of samples of each channel. */
  int length() {
    return length;
  }

  int channels() {
    return samples.length;
  }

  long sample(int channel, int index) {
    return samples[channel][index];
  }

  /**
   * Reads the next frame.
   *
   * @param number how many frames came before
   * @param position how many samples came before
   * @throws IOException if it is damaged; the message says what, not where
   */
  void read(long number, long position) throws IOException {
    bits.startChecksums();
    int assignment = header(number, position);
    for (int channel = 0; channel < samples.length; channel++) {
      if (samples[channel].length < length) {
        samples[channel] = new long[length];
      }
      boolean side =
          assignment == SIDE_RIGHT
              ? channel == 0
              : channel == 1 && (assignment == LEFT_SIDE || assignment == MID_SIDE);
      subframe(samples[channel], info.bits() + (side ? 1 : 0));
    }
    bits.align();
    int crc = bits.crc16();
    if (bits.unsigned(16) != crc) {
      throw new IOException("its checksum is wrong");
    }
    combine(assignment);
  }

  private int header(long number, long position) throws IOException {
    if (bits.unsigned(14) != SYNC || bits.unsigned(1) != 0) {
      throw new IOException("it does not start as a frame");
    }
    boolean variable = bits.unsigned(1) == 1;
    int sizeCode = (int) bits.unsigned(4);
    int rateCode = (int) bits.unsigned(4);
    int assignment = (int) bits.unsigned(4);
    int widthCode = (int) bits.unsigned(3);
    bits.unsigned(1);
    long counter = counter();
    length = blockSize(sizeCode);
    bits.unsigned(rateCode == 12 ? 8 : rateCode == 13 || rateCode == 14 ? 16 : 0);
    int crc = bits.crc8();
    if (bits.unsigned(8) != crc) {
      throw new IOException("the checksum of its header is wrong");
    }
    if (assignment > MID_SIDE
        || (assignment < LEFT_SIDE ? assignment + 1 : 2) != info.channels()
        || (widthCode != 0 && BITS[widthCode] != info.bits())) {
      throw new IOException(
          "it has other channels or another width than the %d channels of %d bits announced"
              .formatted(info.channels(), info.bits()));
    }
    if (length > Math.max(info.blockSize(), 1) || counter != (variable ? position : number)) {
      throw new IOException("frames are missing, or out of their order");
    }
    return assignment;
  }

  /** Reads a number in the extension of UTF-8 to 36 bits. */
  private long counter() throws IOException {
    int first = (int) bits.unsigned(8);
    int ones = Integer.numberOfLeadingZeros(~first << 24);
    if (ones == 1 || ones > 7) {
      throw new IOException("its number is damaged");
    }
    long value = first & 0x7f >> ones;
    for (int i = 1; i < ones; i++) {
      int next = (int) bits.unsigned(8);
      if (next >> 6 != 2) {
        throw new IOException("its number is damaged");
      }
      value = value << 6 | (next & 0x3f);
    }
    return value;
  }

  private int blockSize(int code) throws IOException {
    return switch (code) {
      case 0 -> throw new IOException("its block size is reserved");
      case 1 -> 192;
      case 2, 3, 4, 5 -> 576 << (code - 2);
      case 6 -> (int) bits.unsigned(8) + 1;
      case 7 -> (int) bits.unsigned(16) + 1;
      default -> 256 << (code - 8);
    };
  }

  private void subframe(long[] out, int width) throws IOException {
    if (bits.unsigned(1) != 0) {
      throw new IOException("a subframe does not start with 0");
    }
    int type = (int) bits.unsigned(6);
    int wasted = bits.unsigned(1) == 0 ? 0 : bits.unary() + 1;
    if (wasted >= width) {
      throw new IOException("%d of %d bits are left out".formatted(wasted, width));
    }
    int left = width - wasted;
    if (type == 0) {
      java.util.Arrays.fill(out, 0, length, bits.signed(left));
    } else if (type == 1) {
      verbatim(out, length, left);
    } else if (type >= 8 && type <= 12) {
      verbatim(out, order(type - 8), left);
      residual(out, type - 8);
      predict(out, FIXED[type - 8], 0);
    } else if (type >= 32) {
      linear(out, order(type - 31), left);
    } else {
      throw new IOException("a subframe of the reserved type %d".formatted(type));
    }
    for (int i = 0; wasted > 0 && i < length; i++) {
      out[i] <<= wasted;
    }
  }

  private int order(int order) throws IOException {
    if (order > length) {
      throw new IOException("a predictor of order %d for %d samples".formatted(order, length));
    }
    return order;
  }

  private void verbatim(long[] out, int count, int width) throws IOException {
    for (int i = 0; i < count; i++) {
      out[i] = bits.signed(width);
    }
  }

  private void linear(long[] out, int order, int width) throws IOException {
    verbatim(out, order, width);
    int precision = (int) bits.unsigned(4) + 1;
    int shift = (int) bits.signed(5);
    if (precision == 16 || shift < 0) {
      throw new IOException("a predictor of impossible precision");
    }
    long[] coefficients = new long[order];
    verbatim(coefficients, order, precision);
    residual(out, order);
    predict(out, coefficients, shift);
  }

  /** Adds predictions to residuals, in place; the first samples are given. */
  private void predict(long[] out, long[] coefficients, int shift) {
    for (int i = coefficients.length; i < length; i++) {
      long sum = 0;
      for (int k = 0; k < coefficients.length; k++) {
        sum += coefficients[k] * out[i - 1 - k];
      }
      out[i] += sum >> shift;
    }
  }

  /** Reads Rice-coded numbers, in partitions that each have their parameter. */
  private void residual(long[] out, int order) throws IOException {
    int method = (int) bits.unsigned(2);
    if (method > 1) {
      throw new IOException("a residual of the reserved method %d".formatted(method));
    }
    int parameterBits = 4 + method;
    int escape = (1 << parameterBits) - 1;
    int partitions = 1 << bits.unsigned(4);
    int each = length / partitions;
    if (each * partitions != length || each < order) {
      throw new IOException("%d samples in %d partitions".formatted(length, partitions));
    }
    int next = order;
    for (int partition = 0; partition < partitions; partition++) {
      int end = (partition + 1) * each;
      int parameter = (int) bits.unsigned(parameterBits);
      if (parameter == escape) {
        int width = (int) bits.unsigned(5);
        while (next < end) {
          out[next++] = bits.signed(width);
        }
      }
      while (next < end) {
        long folded = (long) bits.unary() << parameter | bits.unsigned(parameter);
        out[next++] = folded >>> 1 ^ -(folded & 1);
      }
    }
  }

  /** Turns the difference of two channels back into the channels. */
  private void combine(int assignment) {
    if (assignment < LEFT_SIDE) {
      return;
    }
    long[] first = samples[0];
    long[] second = samples[1];
    for (int i = 0; i < length; i++) {
      if (assignment == LEFT_SIDE) {
        second[i] = first[i] - second[i];
      } else if (assignment == SIDE_RIGHT) {
        first[i] += second[i];
      } else {
        long side = second[i];
        long twice = first[i] << 1 | (side & 1);
        first[i] = (twice + side) >> 1;
        second[i] = (twice - side) >> 1;
      }
    }
  }
}
