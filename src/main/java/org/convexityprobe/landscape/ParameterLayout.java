package org.convexityprobe.landscape;

import java.util.List;

/**
 * What each part of a flat parameter vector is: which slices are filters, biases, normalisation
 * parameters or running statistics. Directions are drawn and scaled slice by slice.
 *
 * @param tensors the tensors in the order of their offsets, without gaps or overlaps
 */
public record ParameterLayout(List<Tensor> tensors) {
  /** The part that a tensor plays; it decides how a direction moves it. */
  public enum Role {
    /** Convolution or dense weights: one slice per output channel or unit. */
    FILTERS,
    /** Bias of a convolution or dense layer. */
    BIAS,
    /** Batch-norm scale γ. */
    SCALE,
    /** Batch-norm shift β. */
    SHIFT,
    /** Batch-norm running mean or variance; never perturbed. */
    STATISTIC
  }

  /**
   * One tensor of the flat vector.
   *
   * @param name a stable name such as {@code layer1.0.conv1.weight}
   * @param role the part that it plays
   * @param offset index of its first element in the flat vector
   * @param slices number of slices (filters); 1 for anything but {@code FILTERS}
   * @param sliceLength elements in each slice
   * @param run elements of a slice that lie beside each other: all of them, unless slices are taken
   *     along the second dimension
   * @param shape the tensor's shape, row-major; null where the name and the role tell it
   */
  public record Tensor(
      String name,
      Role role,
      int offset,
      int slices,
      int sliceLength,
      int run,
      List<Integer> shape) {
    /** Describes a tensor with contiguous slices. */
    public Tensor(String name, Role role, int offset, int slices, int sliceLength) {
      this(name, role, offset, slices, sliceLength, sliceLength, null);
    }

    /** Checks that the tensor is not empty. */
    public Tensor {
      shape = shape == null ? null : List.copyOf(shape);
      if (offset < 0 || slices < 1 || sliceLength < 1) {
        throw new IllegalArgumentException(
            "tensor %s: offset %d, %d slices of %d elements; expected offset ≥ 0 and sizes ≥ 1"
                .formatted(name, offset, slices, sliceLength));
      }
    }

    /** Returns the number of elements. */
    public int length() {
      return slices * sliceLength;
    }

    /** Returns where an element of a slice lies in the flat vector. */
    int index(int slice, int element) {
      return offset + element / run * (slices * run) + slice * run + element % run;
    }

    /** Returns the same tensor with a filter for each slice along its first dimension. */
    public Tensor withRows() {
      int rows = shape == null ? slices : shape.get(0);
      return new Tensor(name, Role.FILTERS, offset, rows, length() / rows, length() / rows, shape);
    }

    /** Returns the same tensor, whose shape is known, with a filter for each second index. */
    public Tensor withColumns() {
      int columns = shape.get(1);
      return new Tensor(
          name,
          Role.FILTERS,
          offset,
          columns,
          length() / columns,
          length() / shape.get(0) / columns,
          shape);
    }

    /** Returns the same tensor as one slice. */
    Tensor whole(Role other) {
      return new Tensor(name, other, offset, 1, length(), length(), shape);
    }
  }

  /** Checks that the tensors cover the vector without gaps or overlaps. */
  public ParameterLayout {
    tensors = List.copyOf(tensors);
    int expected = 0;
    for (Tensor tensor : tensors) {
      if (tensor.offset() != expected) {
        throw new IllegalArgumentException(
            "tensor %s starts at %d, but the one before it ends at %d"
                .formatted(tensor.name(), tensor.offset(), expected));
      }
      expected += tensor.length();
    }
  }

  /** Returns the length of the flat vector, running statistics included. */
  public int length() {
    return tensors.stream().mapToInt(Tensor::length).sum();
  }
}
