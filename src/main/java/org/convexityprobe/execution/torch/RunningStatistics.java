package org.convexityprobe.execution.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedJitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.named_buffer_iterator;
import org.bytedeco.pytorch.named_buffer_list;
import org.bytedeco.pytorch.named_module_iterator;
import org.bytedeco.pytorch.named_module_list;

/**
 * The parts of a TorchScript network that keep a running mean and a running variance, as batch-norm
 * does. They are told by the names of their buffers.
 */
final class RunningStatistics {
  private static final String MEAN = "running_mean";
  private static final String VARIANCE = "running_var";

  /** The call of batch-norm, in the graph of a traced part and in that of {@code torch.nn}'s. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?:aten::batch_norm|prim::CallFunction)\\((.*%running_mean.*%running_var.*?)\\)");

  private static final Pattern NUMBER =
      Pattern.compile("(%\\S+) : float = prim::Constant\\[value=(\\S+)\\]\\(\\)");

  /** One such part, with its own buffers by their names. */
  private record Keeper(JitModule module, Map<String, Tensor> buffers) {}

  private final List<Keeper> keepers = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Double> epsilons = new LinkedHashMap<>();

  /** Looks for them. */
  RunningStatistics(JitModule network) {
    Set<Long> places = new HashSet<>();
    named_module_list modules = network.named_modules();
    for (named_module_iterator i = modules.begin(); i.notEquals(modules.end()); i.increment()) {
      NamedJitModule entry = i.multiply();
      JitModule module = new JitModule(entry.value());
      Map<String, Tensor> buffers = buffers(module);
      boolean keeps = buffers.containsKey(MEAN) && buffers.containsKey(VARIANCE);
      if (keeps && places.add(buffers.get(MEAN).data_ptr().address())) {
        keepers.add(new Keeper(module, buffers));
        // The network itself has no name.
        String prefix = entry.name() == null ? "" : entry.name().getString() + ".";
        tensors.put(prefix + MEAN, buffers.get(MEAN));
        tensors.put(prefix + VARIANCE, buffers.get(VARIANCE));
        epsilons.put(prefix, epsilon(module));
      }
    }
  }

  /** Returns the last number of the one call of batch-norm, which ε is in all its forms. */
  private static double epsilon(JitModule module) {
    String graph = module.dump_to_str(true, false, false).getString();
    List<String> calls = CALL.matcher(graph).results().map(call -> call.group(1)).toList();
    if (calls.size() != 1) {
      return Double.NaN;
    }
    Map<String, String> numbers = new HashMap<>();
    NUMBER.matcher(graph).results().forEach(each -> numbers.put(each.group(1), each.group(2)));
    return Stream.of(calls.get(0).split(", ?"))
        .map(numbers::get)
        .filter(Objects::nonNull)
        .reduce((first, second) -> second)
        .map(Double::parseDouble)
        .orElse(Double.NaN);
  }

  private static Map<String, Tensor> buffers(JitModule module) {
    Map<String, Tensor> buffers = new LinkedHashMap<>();
    named_buffer_list own = module.named_buffers(false);
    for (named_buffer_iterator i = own.begin(); i.notEquals(own.end()); i.increment()) {
      NamedTensor entry = i.multiply();
      Tensor tensor = new Tensor(entry.value());
      if (tensor.numel() > 0) {
        buffers.put(entry.name().getString(), tensor);
      }
    }
    return buffers;
  }

  /** Returns the running means and variances by their full names, in the order of the parts. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Returns ε of each part, by what its tensors' names begin with; NaN where it is not known. */
  Map<String, Double> epsilons() {
    return epsilons;
  }

  /** Puts the parts that keep them into training mode, and no other: dropout stays off. */
  void train() {
    keepers.forEach(keeper -> keeper.module.train(true));
  }

  /** Computes something with copies in place of the buffers, which training mode would change. */
  <T> T lending(Supplier<T> work) {
    keepers.forEach(
        keeper ->
            keeper.buffers.forEach(
                (name, tensor) -> keeper.module.setattr(name, new IValue(tensor.clone()))));
    try {
      return work.get();
    } finally {
      keepers.forEach(
          keeper ->
              keeper.buffers.forEach(
                  (name, tensor) -> keeper.module.setattr(name, new IValue(tensor))));
    }
  }
}
