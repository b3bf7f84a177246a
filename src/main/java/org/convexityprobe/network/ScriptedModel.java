package org.convexityprobe.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.execution.torch.ScriptModule;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;

/**
 * A TorchScript network of any kind as a model to probe. Filters are the slices along the first
 * dimension of parameters with two dimensions or more. Buffers, such as batch-norm's running
 * statistics, are no part of its flat vector and stay as they are.
 */
public final class ScriptedModel implements ProbedModel, AutoCloseable {
  private final Path file;
  private final ScriptModule module;

  /** The parameters of the file; the module holds those that were evaluated last. */
  private final float[] parameters;

  private ScriptedModel(Path file, ScriptModule module, float[] parameters) {
    this.file = file;
    this.module = module;
    this.parameters = parameters;
  }

  /**
   * Loads a network, and runs its code from then on: use only files that you trust.
   *
   * @param doublePrecision whether it computes in double precision; parameters are in single
   *     precision all the same
   * @param output which part of what it returns are the logits; null for a network that returns
   *     them alone
   * @throws IOException if the file is no TorchScript network, or damaged
   * @throws NotFiniteException if a parameter is NaN or infinite
   * @throws IllegalArgumentException if this build has no libtorch
   */
  public static ScriptedModel load(Path file, boolean doublePrecision, String output)
      throws IOException {
    requireScript(file);
    ScriptModule module = ScriptModule.load(file, doublePrecision, output);
    float[] values = module.values();
    for (ScriptModule.Parameter parameter : module.parameters()) {
      for (int i = 0; i < parameter.length(); i++) {
        float value = values[parameter.offset() + i];
        if (!Float.isFinite(value)) {
          module.close();
          throw new NotFiniteException(
              "%s: %s holds %s; expected finite numbers".formatted(file, parameter.name(), value));
        }
      }
    }
    return new ScriptedModel(file, module, values);
  }

  /** Returns whether a file is a TorchScript network, by the names of what its archive holds. */
  public static boolean isScript(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().matches("[^/]+/code/.+"));
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireScript(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such network: " + file);
    }
    if (isScript(file)) {
      return;
    }
    FileKind kind = FileKind.of(file);
    String expected = "a TorchScript network: torch.jit.trace(model.eval(), x).save('net.pt')";
    throw new IOException(
        switch (kind) {
          case PYTORCH, SAFETENSORS ->
              "%s: it is %s of weights without code; expected %s; of CIFAR ResNets, 'convexity import' makes a checkpoint of it"
                  .formatted(file, kind.what(), expected);
          default -> file + ": " + kind.insteadOf(expected, file);
        });
  }

  @Override
  public ParameterLayout layout() {
    return new ParameterLayout(module.parameters().stream().map(ScriptedModel::tensor).toList());
  }

  private static Tensor tensor(ScriptModule.Parameter parameter) {
    List<Long> sides = parameter.sides();
    if (sides.size() < 2) {
      Role role = parameter.name().endsWith("bias") ? Role.BIAS : Role.SCALE;
      return new Tensor(parameter.name(), role, parameter.offset(), 1, parameter.length());
    }
    int slices = Math.toIntExact(sides.get(0));
    return new Tensor(
        parameter.name(), Role.FILTERS, parameter.offset(), slices, parameter.length() / slices);
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * Returns the logits as a function of the parameters. Only one function of a model is to be used
   * at a time.
   *
   * @throws IllegalArgumentException if the loss asks for statistics of batches, if the network
   *     does not take such images, or if it gives other logits each time
   */
  @Override
  public NetworkFunction function(LossSpec loss) {
    if (loss.batchStatistics()) {
      throw new IllegalArgumentException(
          "--batch-norm batch is not possible: a TorchScript network is computed as it was saved,"
              + " in evaluation mode");
    }
    ScriptedFunction function = new ScriptedFunction(module, loss);
    if (!Arrays.equals(function.logits(parameters), function.logits(parameters))) {
      throw new IllegalArgumentException(
          "%s gives other logits each time: it was traced in training mode, with dropout at work; call model.eval() before torch.jit.trace"
              .formatted(file));
    }
    return function;
  }

  @Override
  public NetworkGradient gradient(LossSpec loss) {
    throw new IllegalArgumentException("gradients of TorchScript networks are not available");
  }

  @Override
  public float[] recalibrated(ImageBatches batches) {
    throw new IllegalArgumentException(
        "--batch-norm recalibrated is not possible for TorchScript networks");
  }

  @Override
  public void close() {
    module.close();
  }
}
