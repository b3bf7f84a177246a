package org.convexityprobe.data;

import java.io.IOException;
import java.util.List;

/**
 * A tensor of a PyTorch file: a view of numbers that are stored elsewhere in it, which several
 * tensors may share.
 *
 * @param storage where the numbers are
 * @param type type of a number
 * @param offset number of the first element in the storage
 * @param shape sizes, outermost first
 * @param strides by how many numbers the storage goes on for one step along each axis
 */
record TorchTensor(
    Storage storage, TorchType type, long offset, List<Integer> shape, List<Long> strides) {
  private static final int MOST_DIMENSIONS = 16;

  /**
   * Numbers of a PyTorch file.
   *
   * @param key its name in the file
   * @param bytes how many bytes it must have
   * @param type type of a number; null where each tensor says it
   */
  record Storage(String key, long bytes, TorchType type) {}

  /**
   * Checks that a tensor lies within its storage.
   *
   * @throws IOException if it does not
   */
  static TorchTensor of(
      Storage storage, TorchType type, long offset, List<Integer> shape, List<Long> strides)
      throws IOException {
    long count = Tensor.elements(shape);
    if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS || count < 0) {
      throw new IOException(
          "a tensor of shape %s with strides %s is impossible".formatted(shape, strides));
    }
    long end = count == 0 ? offset : last(offset, shape, strides) + 1;
    if (offset < 0 || end < 0 || end > storage.bytes() / type.size()) {
      throw new IOException(
          "a tensor of shape %s with strides %s from number %d lies outside its storage of %d bytes"
              .formatted(shape, strides, offset, storage.bytes()));
    }
    return new TorchTensor(storage, type, offset, List.copyOf(shape), List.copyOf(strides));
  }

  /** Returns the number of the last element, or a negative one where there cannot be so many. */
  private static long last(long offset, List<Integer> shape, List<Long> strides) {
    long last = offset;
    for (int axis = 0; axis < shape.size(); axis++) {
      long stride = strides.get(axis);
      if (stride < 0 || stride > Integer.MAX_VALUE || last < 0 || last > 1L << 40) {
        return Long.MIN_VALUE;
      }
      last += (shape.get(axis) - 1) * stride;
    }
    return last;
  }

  /** Returns the number of elements. */
  int count() {
    return (int) Tensor.elements(shape);
  }

  /** Takes the elements, row-major, out of all numbers of the storage. */
  float[] values(float[] stored) {
    float[] values = new float[count()];
    int[] index = new int[shape.size()];
    long place = offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = stored[(int) place];
      for (int axis = index.length - 1; axis >= 0; axis--) {
        place += strides.get(axis);
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        place -= strides.get(axis) * shape.get(axis);
        index[axis] = 0;
      }
    }
    return values;
  }
}
