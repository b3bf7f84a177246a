package org.convexityprobe.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a file stores floating-point numbers. */
enum FloatFormat {
  /** IEEE binary64; rounded to single precision when read. */
  F64(8) {
    @Override
    float read(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  /** IEEE binary32. */
  F32(4) {
    @Override
    float read(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  /** IEEE binary16. */
  F16(2) {
    @Override
    float read(ByteBuffer bytes) {
      return half(bytes.getShort());
    }
  },
  /** The upper half of a binary32. */
  BF16(2) {
    @Override
    float read(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  };

  private static final int CHUNK = 1 << 16;

  private final int size;

  FloatFormat(int size) {
    this.size = size;
  }

  /** Returns the bytes of a number. */
  int size() {
    return size;
  }

  /** Reads one number. */
  abstract float read(ByteBuffer bytes);

  /**
   * Reads an array.
   *
   * @throws EOFException if the stream ends within it
   */
  float[] read(InputStream in, int count, ByteOrder order) throws IOException {
    float[] values = new float[count];
    byte[] chunk = new byte[(int) Math.min(CHUNK, (long) count * size)];
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, chunk.length / size);
      if (in.readNBytes(chunk, 0, part * size) < part * size) {
        throw new EOFException("the data end after fewer than %d numbers".formatted(count));
      }
      ByteBuffer bytes = ByteBuffer.wrap(chunk).order(order);
      for (int i = 0; i < part; i++) {
        values[done + i] = read(bytes);
      }
      done += part;
    }
    return values;
  }

  /** Widens a binary16: 1 sign bit, 5 exponent bits with bias 15, 10 fraction bits. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      // Zero and subnormal numbers: fraction · 2⁻²⁴, exact in single precision.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
