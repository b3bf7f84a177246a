package org.convexityprobe.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The representation of a number in a file. */
public enum ElementKind {
  /** IEEE 754 of 2, 4 or 8 bytes. */
  FLOAT {
    @Override
    public double read(ByteBuffer bytes, int size) {
      return switch (size) {
        case 8 -> bytes.getDouble();
        case 4 -> bytes.getFloat();
        case 2 -> FloatFormat.F16.read(bytes);
        default -> throw unknown(size);
      };
    }
  },
  /** Two's complement of 1, 2, 4 or 8 bytes. */
  SIGNED {
    @Override
    public double read(ByteBuffer bytes, int size) throws IOException {
      return switch (size) {
        case 8 -> ExactNumbers.signed(bytes.getLong());
        case 4 -> bytes.getInt();
        case 2 -> bytes.getShort();
        case 1 -> bytes.get();
        default -> throw unknown(size);
      };
    }
  },
  /** Without a sign, of 1, 2, 4 or 8 bytes. */
  UNSIGNED {
    @Override
    public double read(ByteBuffer bytes, int size) throws IOException {
      return switch (size) {
        case 8 -> ExactNumbers.unsigned(bytes.getLong());
        case 4 -> bytes.getInt() & 0xffffffffL;
        case 2 -> bytes.getShort() & 0xffff;
        case 1 -> bytes.get() & 0xff;
        default -> throw unknown(size);
      };
    }
  },
  /** One byte, 0 for false. */
  BOOLEAN {
    @Override
    public double read(ByteBuffer bytes, int size) {
      if (size != 1) {
        throw unknown(size);
      }
      return bytes.get() == 0 ? 0 : 1;
    }
  };

  /**
   * Reads a number in double precision.
   *
   * @param size its bytes
   * @throws IOException if it is an integer that double precision cannot hold
   */
  public abstract double read(ByteBuffer bytes, int size) throws IOException;

  /** Returns whether numbers of this kind come in so many bytes. */
  public boolean hasSize(int size) {
    return switch (this) {
      case FLOAT -> size == 2 || size == 4 || size == 8;
      case SIGNED, UNSIGNED -> size == 1 || size == 2 || size == 4 || size == 8;
      case BOOLEAN -> size == 1;
    };
  }

  private static IllegalArgumentException unknown(int size) {
    return new IllegalArgumentException("numbers of %d bytes".formatted(size));
  }
}
