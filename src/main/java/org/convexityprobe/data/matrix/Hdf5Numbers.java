package org.convexityprobe.data.matrix;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.FillValueMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.ElementKind;

/**
 * How an HDF5 data set stores numbers.
 *
 * @param kind what the bits mean
 * @param size bytes of a number
 * @param order byte order
 * @param name in words
 * @param missing 64-bit integers, as bits, that are read as NaN
 */
record Hdf5Numbers(ElementKind kind, int size, ByteOrder order, String name, Set<Long> missing) {
  /** Numbers that are read at once. */
  private static final int PIECE = 1 << 20;

  private Hdf5Numbers(ElementKind kind, int size, ByteOrder order, String name) {
    this(kind, size, order, name, Set.of());
  }

  /** Returns the same, with other 64-bit integers that are read as NaN. */
  Hdf5Numbers without(Set<Long> bits) {
    return new Hdf5Numbers(kind, size, order, name, Set.copyOf(bits));
  }

  /** Returns how numbers are stored, or null if they are none that are read. */
  static Hdf5Numbers of(Dataset dataset) {
    DataType type = dataset.getDataType();
    if (type instanceof EnumDataType names) {
      // h5py keeps truth values as bytes that are called so.
      boolean truth = names.getEnumMapping().equals(Map.of(0, "FALSE", 1, "TRUE"));
      return truth && type.getSize() == 1
          ? new Hdf5Numbers(ElementKind.BOOLEAN, 1, ByteOrder.LITTLE_ENDIAN, "bool")
          : null;
    }
    int size = type.getSize();
    if (type instanceof FixedPoint integer) {
      ElementKind kind = integer.isSigned() ? ElementKind.SIGNED : ElementKind.UNSIGNED;
      boolean whole = integer.getBitOffset() == 0 && integer.getBitPrecision() == 8 * size;
      String name = (integer.isSigned() ? "int" : "uint") + 8 * size;
      return whole && kind.hasSize(size)
          ? new Hdf5Numbers(kind, size, integer.getByteOrder(), name)
          : null;
    }
    if (type instanceof FloatingPoint number) {
      return isIeee(number)
          ? new Hdf5Numbers(ElementKind.FLOAT, size, number.getByteOrder(), "float" + 8 * size)
          : null;
    }
    return null;
  }

  /** Returns whether bits lie as IEEE 754 has them. */
  private static boolean isIeee(FloatingPoint number) {
    int exponent = number.getExponentSize();
    boolean sized =
        switch (number.getSize()) {
          case 8 -> exponent == 11;
          case 4 -> exponent == 8;
          case 2 -> exponent == 5;
          default -> false;
        };
    return sized && number.getBitOffset() == 0 && number.getBitPrecision() == 8 * number.getSize();
  }

  /** Returns what a data set without readable numbers holds, in words. */
  static String kind(Dataset dataset) {
    DataType type = dataset.getDataType();
    return type instanceof FixedPoint || type instanceof FloatingPoint
        ? "numbers of %d bytes in an uncommon form".formatted(type.getSize())
        : type.getClass().getSimpleName();
  }

  /**
   * Reads a data set, the last index running fastest, piece by piece: as a whole, it may have more
   * bytes than an array or a mapped part of a file can have.
   *
   * @throws IOException if it is damaged, or an integer does not fit double precision
   */
  double[] read(HdfFile file, Dataset dataset) throws IOException {
    double[] values = new double[Math.toIntExact(dataset.getSize())];
    if (dataset instanceof ChunkedDataset chunked) {
      Hdf5Chunks.of(file, chunked).read(this, values);
    } else if (dataset.isEmpty()) {
      Arrays.fill(values, fill(file, dataset));
    } else if (dataset instanceof ContiguousDataset plain) {
      for (int at = 0; at < values.length; at += PIECE) {
        int count = Math.min(PIECE, values.length - at);
        long address = plain.getDataAddress() + (long) at * size;
        read(file.getHdfBackingStorage().map(address, (long) count * size), values, at, count);
      }
    } else {
      ByteBuffer bytes = ((DatasetBase) dataset).getDataBuffer();
      if (bytes.remaining() != values.length * size) {
        throw new IOException(
            "%s has %d bytes; expected %d numbers of %d"
                .formatted(dataset.getPath(), bytes.remaining(), values.length, size));
      }
      read(bytes, values, 0, values.length);
    }
    return values;
  }

  /** Reads numbers that stand one after the other to some place of an array. */
  void read(ByteBuffer bytes, double[] values, int from, int count) throws IOException {
    bytes.order(order);
    for (int i = from; i < from + count; i++) {
      values[i] = number(bytes);
    }
  }

  private double number(ByteBuffer bytes) throws IOException {
    if (!missing.isEmpty() && missing.contains(bytes.getLong(bytes.position()))) {
      bytes.position(bytes.position() + Long.BYTES);
      return Double.NaN;
    }
    return kind.read(bytes, size);
  }

  /** Returns what stands where nothing was written: the fill value, or 0. */
  double fill(HdfFile file, Dataset dataset) throws IOException {
    ObjectHeader header =
        ObjectHeader.readObjectHeader(file.getHdfBackingStorage(), dataset.getAddress());
    if (header.hasMessageOfType(FillValueMessage.class)) {
      FillValueMessage fill = header.getMessageOfType(FillValueMessage.class);
      if (fill.isFillValueDefined() && fill.getFillValue().remaining() >= size) {
        return number(fill.getFillValue().duplicate().order(order));
      }
    }
    return 0;
  }
}
