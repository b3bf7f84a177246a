package org.convexityprobe.data;

/** PyTorch's types of numbers. */
enum TorchType {
  /** IEEE binary64. */
  FLOAT64("Double", 8, FloatFormat.F64),
  /** IEEE binary32. */
  FLOAT32("Float", 4, FloatFormat.F32),
  /** IEEE binary16. */
  FLOAT16("Half", 2, FloatFormat.F16),
  /** The upper half of a binary32. */
  BFLOAT16("BFloat16", 2, FloatFormat.BF16),
  /** Integers of 64 bits, which count batches. */
  INT64("Long", 8, null),
  /** Integers of 32 bits. */
  INT32("Int", 4, null),
  /** Integers of 16 bits. */
  INT16("Short", 2, null),
  /** Integers of 8 bits. */
  INT8("Char", 1, null),
  /** Integers of 8 bits without a sign. */
  UINT8("Byte", 1, null),
  /** Truth values. */
  BOOL("Bool", 1, null),
  /** Pairs of binary32. */
  COMPLEX64("ComplexFloat", 8, null),
  /** Pairs of binary64. */
  COMPLEX128("ComplexDouble", 16, null);

  private final String storage;
  private final int size;
  private final FloatFormat format;

  TorchType(String storage, int size, FloatFormat format) {
    this.storage = storage + "Storage";
    this.size = size;
    this.format = format;
  }

  /** Returns the type of a class such as {@code FloatStorage}, or null. */
  static TorchType ofStorage(String name) {
    for (TorchType type : values()) {
      if (type.storage.equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** Returns the type of a name such as {@code float32}, or null. */
  static TorchType ofName(String name) {
    for (TorchType type : values()) {
      if (type.toString().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** Returns the bytes of a number. */
  int size() {
    return size;
  }

  /** Returns how numbers are stored; null for those that are no real floating-point numbers. */
  FloatFormat format() {
    return format;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
