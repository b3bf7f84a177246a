package org.convexityprobe.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.convexityprobe.data.AbsoluteFile;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.data.ImageBatches;
import org.convexityprobe.data.ImageShape;
import org.convexityprobe.execution.torch.ScriptModule;
import org.convexityprobe.execution.torch.TorchEvaluator;
import org.convexityprobe.execution.torch.TorchSettings;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;

/**
 * A TorchScript network of any kind as a model to probe. Filters are the slices along the first
 * dimension of parameters with two dimensions or more, of transposed convolutions those along the
 * second. Batch-norm's running statistics end its flat vector. Other buffers are no part of it, and
 * stay as they are.
 */
public final class ScriptedModel implements ProbedModel {
  private final Path file;
  private final TorchSettings settings;
  private final int threads;
  private final ParameterLayout layout;
  private final float[] parameters;
  private final Described described;

  private ScriptedModel(
      Path file,
      TorchSettings settings,
      int threads,
      ParameterLayout layout,
      float[] parameters,
      Described described) {
    this.file = file;
    this.settings = settings;
    this.threads = threads;
    this.layout = layout;
    this.parameters = parameters;
    this.described = described;
  }

  /** What is said of a network, but not needed to compute it. */
  private record Described(
      List<String> buffers, String note, List<StatisticsGradient.Norm> norms) {}

  /** Returns what a reader of results must know of how the network was read, if anything. */
  public Optional<String> note() {
    return Optional.ofNullable(described.note);
  }

  /** Returns the names of what is no parameter and never moves. */
  public List<String> buffers() {
    return described.buffers;
  }

  /**
   * Reads a network, whose code runs from then on: use only files that you trust.
   *
   * @throws IOException if the file is no TorchScript network, or damaged
   * @throws NotFiniteException if a parameter is NaN or infinite
   * @throws IllegalArgumentException if this build has no libtorch
   */
  public static ScriptedModel load(Path file) throws IOException {
    requireScript(file);
    try (ScriptModule module = ScriptModule.load(file, TorchSettings.DEFAULT, null)) {
      float[] values = module.values();
      ParameterLayout layout =
          new ParameterLayout(module.parameters().stream().map(ScriptedModel::tensor).toList());
      Described described =
          new Described(
              module.buffers(), module.changed().orElse(null), norms(layout, module.epsilons()));
      Optional<String> fault = ParameterFault.find(layout, values);
      if (fault.isPresent()) {
        throw new NotFiniteException("%s: %s".formatted(file, fault.get()));
      }
      return new ScriptedModel(file, TorchSettings.DEFAULT, 1, layout, values, described);
    }
  }

  /**
   * Returns the same network, computed another way.
   *
   * @param otherThreads threads of the processor
   * @throws IllegalArgumentException if it is no way of libtorch
   */
  public ScriptedModel on(Execution execution, int otherThreads) {
    if (execution.way() != Way.AUTO && execution.way() != Way.TORCH) {
      throw new IllegalArgumentException(
          "--execution %s is not possible for %s: libtorch computes TorchScript networks; use auto or torch"
              .formatted(execution.way().name().toLowerCase(Locale.ROOT), file));
    }
    TorchSettings other = execution.way() == Way.TORCH ? execution.torch() : TorchSettings.DEFAULT;
    return new ScriptedModel(file, other, otherThreads, layout, parameters, described);
  }

  /** Returns whether a file is a TorchScript network, by the names of what its archive holds. */
  public static boolean isScript(Path file) {
    try (ZipFile zip = new ZipFile(AbsoluteFile.of(file))) {
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
              "%s: it is %s of weights without code; expected %s; for a CIFAR ResNet, 'convexity import' makes a checkpoint of it"
                  .formatted(file, kind.what(), expected);
          default -> file + ": " + kind.insteadOf(expected, file);
        });
  }

  private static Tensor tensor(ScriptModule.Parameter parameter) {
    List<Integer> shape = parameter.sides().stream().map(Math::toIntExact).toList();
    int length = parameter.length();
    Role role =
        switch (parameter.kind()) {
          case STATISTIC -> Role.STATISTIC;
          case PARAMETER, TRANSPOSED -> parameter.name().endsWith("bias") ? Role.BIAS : Role.SCALE;
        };
    Tensor whole = new Tensor(parameter.name(), role, parameter.offset(), 1, length, length, shape);
    if (shape.size() < 2 || role == Role.STATISTIC) {
      return whole;
    }
    return parameter.kind() == ScriptModule.Parameter.Kind.TRANSPOSED
        ? whole.withColumns()
        : whole.withRows();
  }

  /** Returns where the vectors of each batch-norm lie, by their names. */
  private static List<StatisticsGradient.Norm> norms(
      ParameterLayout layout, Map<String, Double> epsilons) {
    Map<String, Tensor> tensors = new HashMap<>();
    layout.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    List<StatisticsGradient.Norm> norms = new ArrayList<>();
    epsilons.forEach(
        (prefix, epsilon) -> {
          Tensor scale = tensors.get(prefix + "weight");
          Tensor shift = tensors.get(prefix + "bias");
          Tensor mean = tensors.get(prefix + "running_mean");
          norms.add(
              new StatisticsGradient.Norm(
                  scale == null ? -1 : scale.offset(),
                  shift == null ? -1 : shift.offset(),
                  mean.offset(),
                  tensors.get(prefix + "running_var").offset(),
                  mean.length(),
                  epsilon));
        });
    return List.copyOf(norms);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  /**
   * Returns the outputs as a function of the parameters.
   *
   * @throws IllegalArgumentException if the loss asks for statistics of batches and the network
   *     cannot use them, if it uses them unasked, if it does not take such images, or if it gives
   *     other outputs each time
   */
  @Override
  public NetworkFunction function(LossSpec loss) {
    ScriptModule module = module(loss);
    TorchEvaluator evaluator = evaluator(module, loss);
    try {
      double[] first = evaluator.firstLogits(parameters);
      if (!Arrays.equals(first, evaluator.firstLogits(parameters))) {
        throw new IllegalArgumentException(
            "%s gives other logits each time: it draws random numbers, as a network does that was traced in training mode with dropout at work; call model.eval() before torch.jit.trace"
                .formatted(file));
      }
      if (loss.batchStatistics()) {
        requireStatisticsOfBatches(evaluator, first);
      } else {
        requireRunningStatistics(module);
      }
      int outputs = first.length / Math.min(loss.batchSize(), loss.images().count());
      return new TorchNetworkFunction(evaluator, settings.precision(), loss) {
        @Override
        public void requireClasses(int classes) {
          loss.objective().requireOutputs(file, outputs, classes);
        }
      };
    } catch (RuntimeException e) {
      evaluator.close();
      throw e;
    }
  }

  /** Refuses a network whose outputs change with its running statistics. */
  private void requireStatisticsOfBatches(TorchEvaluator evaluator, double... logits) {
    float[] without = parameters.clone();
    for (Tensor tensor : layout.tensors()) {
      if (tensor.role() == Role.STATISTIC) {
        Arrays.fill(without, tensor.offset(), tensor.offset() + tensor.length(), Float.NaN);
      }
    }
    if (!Arrays.equals(logits, evaluator.firstLogits(without))) {
      throw new IllegalArgumentException(
          "--batch-norm batch is not possible: %s uses running statistics in training mode too, as a network does that was traced in evaluation mode; save it with torch.jit.script"
              .formatted(file));
    }
  }

  /** Refuses a network that has just changed its running statistics. */
  private void requireRunningStatistics(ScriptModule module) {
    if (!Arrays.equals(module.values(), parameters)) {
      throw new IllegalArgumentException(
          "%s changes its running statistics whenever it is computed: it was traced in training mode; call model.eval() before torch.jit.trace, or use --batch-norm batch"
              .formatted(file));
    }
  }

  private ScriptModule module(LossSpec loss) {
    try {
      ScriptModule module = ScriptModule.load(file, settings, loss.objective().output());
      try {
        if (loss.batchStatistics()) {
          module.useBatchStatistics();
        }
        return module;
      } catch (RuntimeException e) {
        module.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TorchEvaluator evaluator(ScriptModule module, LossSpec loss) {
    ImageShape shape = loss.images().shape();
    // Images of one pixel are vectors, such as rows of a table.
    long[] image =
        shape.plane() == 1
            ? new long[] {shape.channels()}
            : new long[] {shape.channels(), shape.height(), shape.width()};
    return new TorchEvaluator(module, image, loss.images().values(), loss.batchSize(), threads);
  }

  @Override
  public NetworkGradient gradient(LossSpec loss) {
    NetworkGradient gradient =
        new TorchNetworkGradient(evaluator(module(loss), loss), loss.objective());
    return loss.batchStatistics() ? gradient : new StatisticsGradient(gradient, described.norms);
  }

  @Override
  public NetworkHessian hessian(LossSpec loss) {
    return new TorchNetworkHessian(evaluator(module(loss), loss), loss.objective());
  }

  @Override
  public float[] recalibrated(ImageBatches batches) {
    throw new IllegalArgumentException(
        "--batch-norm recalibrated is not possible for %s: the running statistics of TorchScript networks are not recomputed; use running, or batch where it was saved by torch.jit.script"
            .formatted(file));
  }
}
