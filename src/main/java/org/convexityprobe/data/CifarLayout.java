package org.convexityprobe.data;

/**
 * The records of CIFAR's binary files: one or two label bytes, then 1024 red, 1024 green and 1024
 * blue bytes, each plane row by row.
 *
 * @param labelBytes label bytes of a record
 * @param label which of them is the class, counted from 0
 * @param classes number of classes, 2 to 256
 */
public record CifarLayout(int labelBytes, int label, int classes) {
  /** CIFAR-10: the class alone. */
  public static final CifarLayout CIFAR10 = new CifarLayout(1, 0, 10);

  /** CIFAR-100 by its 100 classes, the second of two labels. */
  public static final CifarLayout CIFAR100_FINE = new CifarLayout(2, 1, 100);

  /** CIFAR-100 by its 20 superclasses, the first of two labels. */
  public static final CifarLayout CIFAR100_COARSE = new CifarLayout(2, 0, 20);

  /** Checks the numbers. */
  public CifarLayout {
    if (label < 0 || label >= labelBytes) {
      throw new IllegalArgumentException(
          "label byte (%d) must be in [0, %d)".formatted(label, labelBytes));
    }
    if (classes < 2 || classes > 256) {
      throw new IllegalArgumentException("classes (%d) must be in [2, 256]".formatted(classes));
    }
  }

  /** Returns the bytes of a record. */
  public int recordLength() {
    return labelBytes + ImageShape.CIFAR.length();
  }
}
