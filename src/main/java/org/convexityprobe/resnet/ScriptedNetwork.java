package org.convexityprobe.resnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.network.Execution;
import org.convexityprobe.network.ProbedModel;
import org.convexityprobe.network.ScriptedModel;

/**
 * A TorchScript network.
 *
 * @param file of {@code torch.jit.save}
 * @param description its name, and what its owner says of it
 * @param script its parameters and its code
 */
public record ScriptedNetwork(Path file, Checkpoint description, ScriptedModel script)
    implements TrainedNetwork {
  /** The format of such files, as descriptions name it. */
  static final String FORMAT = "TorchScript";

  /** Reads a network, whose code runs from then on. */
  static ScriptedNetwork read(Path file) throws IOException {
    ScriptedModel model = ScriptedModel.load(file);
    return new ScriptedNetwork(
        file, Checkpoint.ofOther(file, FORMAT, parameters(model.layout()), null), model);
  }

  /** Returns the number of parameters; running statistics are none. */
  private static int parameters(ParameterLayout layout) {
    return layout.tensors().stream()
        .filter(tensor -> tensor.role() != ParameterLayout.Role.STATISTIC)
        .mapToInt(ParameterLayout.Tensor::length)
        .sum();
  }

  @Override
  public float[] parameters() {
    return script.parameters();
  }

  @Override
  public ParameterLayout layout() {
    return script.layout();
  }

  @Override
  public List<String> buffers() {
    return script.buffers();
  }

  @Override
  public Optional<String> note() {
    return script.note();
  }

  @Override
  public ProbedModel model(Execution execution, int threads) {
    return script.on(execution, threads);
  }
}
