package org.convexityprobe.data;

import java.util.List;

/** A named array of single-precision numbers. Two tensors are equal only if they are the same. */
public final class Tensor {
  private final String name;
  private final List<Integer> shape;
  private final float[] values;

  /**
   * Makes a tensor of an array, which is not copied.
   *
   * @param name its name, such as {@code layer1.0.conv1.weight}
   * @param shape its sizes, outermost first; empty for a single number
   * @param values its elements, row-major
   * @throws IllegalArgumentException if the shape has another number of elements
   */
  public Tensor(String name, List<Integer> shape, float[] values) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
    if (elements(shape) != values.length) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s, but %d values".formatted(name, shape, values.length));
    }
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the sizes, outermost first. */
  public List<Integer> shape() {
    return shape;
  }

  /** Returns the elements, row-major: the array itself. */
  public float[] values() {
    return values;
  }

  /**
   * Returns the number of elements of a shape.
   *
   * @return −1 if a size is negative or the product passes 2³¹ − 1
   */
  static long elements(List<? extends Number> shape) {
    long product = 1;
    boolean zero = false;
    for (Number size : shape) {
      if (size.longValue() < 0 || size.longValue() > Integer.MAX_VALUE) {
        return -1;
      }
      zero |= size.longValue() == 0;
      product = Math.min(product * Math.max(1, size.longValue()), 1L << 31);
    }
    if (zero) {
      return 0;
    }
    return product > Integer.MAX_VALUE ? -1 : product;
  }
}
