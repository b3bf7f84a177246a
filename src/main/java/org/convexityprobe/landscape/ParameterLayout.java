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
   * @param slices number of contiguous slices (filters); 1 for anything but {@code FILTERS}
   * @param sliceLength elements in each slice
   */
  public record Tensor(String name, Role role, int offset, int slices, int sliceLength) {
    /** Checks that the tensor is not empty. */
    public Tensor {
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
