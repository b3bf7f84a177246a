package org.convexityprobe.execution.torch;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Copies of Java's arrays, and of tensors. {@code Tensor.create} does the same, but leaves a buffer
 * that holds the tensor's memory until Java collects garbage.
 */
final class HostTensors {
  private HostTensors() {}

  static Tensor of(float[] values, long... shape) {
    return copy(new FloatPointer(values), torch.ScalarType.Float, shape);
  }

  static Tensor of(double[] values, long... shape) {
    return copy(new DoublePointer(values), torch.ScalarType.Double, shape);
  }

  static Tensor of(long[] values, long... shape) {
    return copy(new LongPointer(values), torch.ScalarType.Long, shape);
  }

  /** Returns the values of a tensor of single precision on any device. */
  static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    tensor.detach().cpu().contiguous().data_ptr_float().get(values);
    return values;
  }

  /** Returns the values of a tensor of any precision on any device. */
  static double[] doubles(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    tensor.detach().cpu().to(torch.ScalarType.Double).contiguous().data_ptr_double().get(values);
    return values;
  }

  private static Tensor copy(Pointer values, torch.ScalarType type, long[] shape) {
    try (values) {
      return torch.from_blob(values, shape, new TensorOptions(type)).clone();
    }
  }
}
