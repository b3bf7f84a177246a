package org.convexityprobe.execution.torch;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.buffer_iterator;
import org.bytedeco.pytorch.buffer_list;
import org.bytedeco.pytorch.parameter_iterator;
import org.bytedeco.pytorch.parameter_list;

/**
 * Moves the tensors of a module to a device and a precision. Unlike libtorch's own method, it
 * leaves integers integers, which may be indices, and tied parameters tied.
 */
final class ModuleConversion {
  private final TorchSettings settings;

  /** What became of the tensors, by where their numbers were. */
  private final Map<Long, Tensor> moved = new HashMap<>();

  private ModuleConversion(TorchSettings settings) {
    this.settings = settings;
  }

  /** Converts parameters and buffers. */
  static void convert(JitModule module, TorchSettings settings) {
    ModuleConversion conversion = new ModuleConversion(settings);
    parameter_list parameters = module.parameters();
    for (parameter_iterator i = parameters.begin(); i.notEquals(parameters.end()); i.increment()) {
      conversion.convert(new Tensor(i.multiply()));
    }
    buffer_list buffers = module.buffers();
    for (buffer_iterator i = buffers.begin(); i.notEquals(buffers.end()); i.increment()) {
      conversion.convert(new Tensor(i.multiply()));
    }
  }

  private void convert(Tensor tensor) {
    Tensor target =
        tensor.is_floating_point()
            ? tensor.to(settings.torchDevice(), settings.precision().type())
            : tensor.to(settings.torchDevice(), tensor.scalar_type());
    if (target.is_alias_of(tensor)) {
      return;
    }
    Tensor first = moved.putIfAbsent(tensor.data_ptr().address(), target);
    boolean tied = first != null && tensor.numel() > 0 && first.numel() == tensor.numel();
    tensor.set_data(
        tied
            ? first.as_strided(
                tensor.sizes(), tensor.strides(), new LongOptional(first.storage_offset()))
            : target);
  }
}
