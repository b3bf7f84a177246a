package org.convexityprobe.execution.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueArrayRef;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedJitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Tuple;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.named_buffer_iterator;
import org.bytedeco.pytorch.named_buffer_list;
import org.bytedeco.pytorch.named_module_iterator;
import org.bytedeco.pytorch.named_module_list;
import org.bytedeco.pytorch.named_parameter_iterator;
import org.bytedeco.pytorch.named_parameter_list;
import org.convexityprobe.execution.torch.ScriptModule.Parameter.Kind;

/**
 * A network of any kind with its code, as {@code torch.jit.trace} or {@code torch.jit.script}
 * followed by {@code save} writes it. Its parameters are one flat vector, in the order of {@code
 * named_parameters()}; tied ones are in it once. The running means and variances of batch-norm come
 * after them. Other buffers stay as they are. It is put into evaluation mode.
 *
 * <p>The code of such a file runs: use only files that you trust. Not for use by several threads.
 */
public final class ScriptModule implements AutoCloseable {
  /**
   * A parameter, or a running statistic.
   *
   * @param name as PyTorch gives it
   * @param sides its shape
   * @param offset of its first element in the flat vector
   * @param kind what it is
   */
  public record Parameter(String name, List<Long> sides, int offset, Kind kind) {
    /** What a part of the flat vector is. */
    public enum Kind {
      /** Any parameter but the one below. */
      PARAMETER,
      /** The weight of a transposed convolution, whose outputs are its second dimension. */
      TRANSPOSED,
      /** A running mean or variance, which is no parameter. */
      STATISTIC
    }

    /** Returns the number of elements. */
    public int length() {
      return Math.toIntExact(sides.stream().reduce(1L, Math::multiplyExact));
    }

    long[] shape() {
      return sides.stream().mapToLong(side -> side).toArray();
    }
  }

  private final Path file;
  private final TorchSettings settings;
  private final String output;
  private final JitModule module;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<String> bufferNames = new ArrayList<>();
  private final String conversion;
  private final RunningStatistics statistics;
  private boolean ownStatistics;

  /**
   * Loads a network.
   *
   * @param settings where and in which precision it computes
   * @param output which part of a tuple (a number from 0) or of a dictionary (its key) the logits
   *     are; null where the network returns a tensor
   * @throws IOException if the file is no TorchScript network, or damaged
   * @throws IllegalArgumentException if this build has no libtorch, or the machine no such device
   */
  public static ScriptModule load(Path file, TorchSettings settings, String output)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such network: " + file);
    }
    LibTorch.require();
    settings
        .lacking()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    if (settings.precision() == Precision.BFLOAT16) {
      throw new IllegalArgumentException(
          "precision is bfloat16; TorchScript networks take float32 or float64");
    }
    try {
      return new ScriptModule(file, settings, output);
    } catch (RuntimeException e) {
      throw new IOException("%s: %s%s".formatted(file, reason(e), advice(e)), e);
    }
  }

  private ScriptModule(Path file, TorchSettings settings, String output) throws IOException {
    this.file = file;
    this.settings = settings;
    this.output = output;
    // Without a device, tensors go to that on which they were saved, which this machine may lack.
    module =
        torch.load(file.toAbsolutePath().toString(), new DeviceOptional(new Device("cpu")), true);
    conversion = conversion();
    ModuleConversion.convert(module, settings);
    module.eval();
    statistics = new RunningStatistics(module);
    collect();
  }

  private void collect() throws IOException {
    Map<Long, String> places = new HashMap<>();
    Set<String> transposed = transposedConvolutions();
    named_parameter_list named = module.named_parameters();
    for (named_parameter_iterator i = named.begin(); i.notEquals(named.end()); i.increment()) {
      NamedTensor entry = i.multiply();
      String name = entry.name().getString();
      Tensor tensor = new Tensor(entry.value());
      if (tensor.numel() == 0 || places.putIfAbsent(tensor.data_ptr().address(), name) != null) {
        continue; // empty, or tied to one before
      }
      String owner = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
      add(name, tensor, transposed.contains(owner) ? Kind.TRANSPOSED : Kind.PARAMETER);
    }
    if (parameters.isEmpty()) {
      throw new IOException(
          file
              + ": the network has no parameters; torch.jit.freeze makes constants of them, and"
              + " quantisation packs them");
    }
    named_buffer_list buffers = module.named_buffers();
    for (named_buffer_iterator i = buffers.begin(); i.notEquals(buffers.end()); i.increment()) {
      NamedTensor entry = i.multiply();
      if (!statistics.tensors().containsKey(entry.name().getString())) {
        bufferNames.add(entry.name().getString());
      }
      Tensor buffer = new Tensor(entry.value());
      String shared = buffer.numel() == 0 ? null : places.get(buffer.data_ptr().address());
      if (shared != null) {
        throw new IOException(
            "%s: parameter %s and buffer %s share their numbers; expected buffers of their own"
                .formatted(file, shared, entry.name().getString()));
      }
    }
    statistics.tensors().forEach((name, tensor) -> add(name, tensor, Kind.STATISTIC));
  }

  private void add(String name, Tensor tensor, Kind kind) {
    List<Long> sides = LongStream.of(tensor.shape()).boxed().toList();
    parameters.add(new Parameter(name, sides, parameters.isEmpty() ? 0 : length(), kind));
    tensors.add(tensor);
    length(); // refuses more elements than an array has
  }

  /**
   * Makes batch-norm use the statistics of each batch. Running ones do not change by that, nor does
   * anything else: dropout stays off. Whether they still matter, as they do where the network was
   * traced in evaluation mode, only evaluating it tells.
   *
   * @throws IllegalArgumentException if there are no running statistics
   */
  public void useBatchStatistics() {
    if (statistics.tensors().isEmpty()) {
      throw new IllegalArgumentException(
          "--batch-norm batch is not possible: %s has no batch-norm with running statistics"
              .formatted(file));
    }
    statistics.train();
    ownStatistics = true;
  }

  /** Returns the names of transposed convolutions, by the names of their classes. */
  private Set<String> transposedConvolutions() {
    Set<String> names = new HashSet<>();
    named_module_list modules = module.named_modules();
    for (named_module_iterator i = modules.begin(); i.notEquals(modules.end()); i.increment()) {
      NamedJitModule entry = i.multiply();
      if (entry.value().type().str().getString().contains("ConvTranspose")) {
        names.add(entry.name() == null ? "" : entry.name().getString());
      }
    }
    return names;
  }

  /** Returns what happens to parameters that are not in single precision; null if all are. */
  private String conversion() {
    named_parameter_list named = module.named_parameters();
    for (named_parameter_iterator i = named.begin(); i.notEquals(named.end()); i.increment()) {
      torch.ScalarType type = i.multiply().value().scalar_type().intern();
      if (type == torch.ScalarType.Half || type == torch.ScalarType.BFloat16) {
        return "parameters of half precision were converted to single precision, exactly";
      }
      if (type == torch.ScalarType.Double) {
        return "parameters of double precision were rounded to single precision";
      }
    }
    return null;
  }

  /** Returns what was changed in reading, in words, if anything. */
  public Optional<String> changed() {
    return Optional.ofNullable(conversion);
  }

  /** Returns the names of the buffers, running means and variances left out. */
  public List<String> buffers() {
    return List.copyOf(bufferNames);
  }

  /**
   * Returns ε of each part with running statistics, by what the names of its tensors begin with;
   * NaN where it is not known.
   */
  public Map<String, Double> epsilons() {
    return Map.copyOf(statistics.epsilons());
  }

  /** Returns where and in which precision it computes. */
  TorchSettings settings() {
    return settings;
  }

  /** Returns the parameters, in their order, and the running statistics. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** Returns the length of the flat vector. */
  public int length() {
    Parameter last = parameters.get(parameters.size() - 1);
    return Math.addExact(last.offset(), last.length());
  }

  /** Returns a copy of the flat vector. */
  @SuppressWarnings("try") // scopes act by being open
  public float[] values() {
    float[] values = new float[length()];
    try (PointerScope inner = new PointerScope()) {
      for (int i = 0; i < parameters.size(); i++) {
        double[] part = doubles(tensors.get(i));
        for (int j = 0; j < part.length; j++) {
          values[parameters.get(i).offset() + j] = (float) part[j];
        }
      }
    }
    return values;
  }

  /** Replaces parameters and running statistics by a flat vector. */
  @SuppressWarnings("try") // scopes act by being open
  void set(Tensor flat) {
    try (PointerScope inner = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        Tensor part = flat.narrow(0, parameter.offset(), parameter.length());
        tensors.get(i).copy_(part.view(parameter.shape()));
      }
    }
  }

  /** Asks for derivatives by all parameters, those that were frozen too, and returns them. */
  TensorVector leaves() {
    TensorVector leaves = new TensorVector();
    for (int i = 0; i < tensors.size(); i++) {
      if (parameters.get(i).kind() != Kind.STATISTIC) {
        leaves.push_back(tensors.get(i).set_requires_grad(true));
      }
    }
    return leaves;
  }

  /**
   * Returns the logits of one batch on the device.
   *
   * @param images images first
   * @return [images, classes]
   * @throws IllegalArgumentException if the network does not take such an input, or does not give
   *     logits
   */
  Tensor logits(Tensor images) {
    long[] shape = images.shape();
    IValue value =
        ownStatistics ? statistics.lending(() -> forward(images, shape)) : forward(images, shape);
    return choose(value, shape);
  }

  private IValue forward(Tensor images, long... shape) {
    // The optimiser measures the first calls and then compiles: later calls would have other bits.
    torch.setGraphExecutorOptimize(false);
    try {
      return module.forward(new IValueVector(new IValue(images)));
    } catch (RuntimeException e) {
      if (ownStatistics && reason(e).contains("more than 1 value per channel")) {
        throw new IllegalArgumentException(
            "%s: batches of %d images leave one value a channel, which has no variance; choose another --batch-size or --images"
                .formatted(file, shape[0]),
            e);
      }
      throw new IllegalArgumentException(
          "%s does not take images %s ([images, channels, height, width]): %s"
              .formatted(file, words(shape), cause(reason(e))),
          e);
    }
  }

  /** Returns why a network cannot be computed, in one sentence, and what to do. */
  private static String cause(String reason) {
    return reason.contains("CUDA")
        ? reason.replaceFirst("(?s)\\. .*", "")
            + "; where the code names a device, use that of the input: x.device in place of 'cuda'"
        : reason
            + "; a network that was traced may hold the size of its batch: take it from x.shape[0],"
            + " or use torch.jit.script";
  }

  private Tensor choose(IValue value, long... input) {
    IValue chosen = value;
    if (value.isTuple()) {
      Tuple tuple = value.toTuple();
      chosen = tuple.elements().vec().get(index("tuple", tuple.size()));
    } else if (value.isList()) {
      IValueArrayRef list = value.toListRef();
      chosen = list.get(index("list", list.size()));
    } else if (value.isGenericDict()) {
      GenericDict dictionary = value.toGenericDict();
      IValue key = new IValue(output == null ? "" : output);
      if (output == null || !dictionary.contains(key)) {
        throw new IllegalArgumentException(
            "%s returns a dictionary%s; name the key of its logits with --output"
                .formatted(file, output == null ? "" : " without '%s'".formatted(output)));
      }
      chosen = dictionary.at(key);
    } else if (output != null && value.isTensor()) {
      throw new IllegalArgumentException(
          "--output %s has no effect: %s returns one tensor; leave the option out"
              .formatted(output, file));
    }
    if (!chosen.isTensor()) {
      throw new IllegalArgumentException(
          "%s returns a %s there; expected a tensor of logits, [images, classes]"
              .formatted(file, chosen.tagKind().getString()));
    }
    Tensor logits = chosen.toTensor();
    if (logits.dim() == 1 && logits.size(0) == input[0]) {
      logits = logits.unsqueeze(1);
    }
    if (logits.dim() != 2 || logits.size(0) != input[0]) {
      throw new IllegalArgumentException(
          "%s gives %s for images %s; expected logits, [images, classes]"
              .formatted(file, words(logits.shape()), words(input)));
    }
    return logits;
  }

  private long index(String kind, long size) {
    if (output == null || !output.matches("\\d{1,3}") || Integer.parseInt(output) >= size) {
      throw new IllegalArgumentException(
          "%s returns a %s of %d; say which part is its logits with --output, a number from 0 to %d"
              .formatted(file, kind, size, size - 1));
    }
    return Integer.parseInt(output);
  }

  private static String words(long... shape) {
    return Arrays.toString(shape);
  }

  static double[] doubles(Tensor tensor) {
    Tensor values = tensor.detach().cpu().to(torch.ScalarType.Double).contiguous();
    double[] copy = new double[Math.toIntExact(values.numel())];
    if (copy.length > 0) {
      new DoublePointer(values.data_ptr()).get(copy);
    }
    return copy;
  }

  private static String advice(RuntimeException failure) {
    boolean newer = String.valueOf(failure.getMessage()).contains("maximum supported version");
    return newer ? "; save the network with an earlier PyTorch, such as libtorch's here" : "";
  }

  /** Returns the line of libtorch's message that says what is wrong. */
  private static String reason(RuntimeException failure) {
    List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
    String said =
        lines.stream()
            .filter(line -> line.matches("[\\w.]*Error: .*"))
            .reduce((first, second) -> second)
            .map(line -> line.substring(line.indexOf(' ') + 1))
            .orElse(lines.get(0));
    return said.replaceAll("\\s*Exception raised from .*", "");
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
    module.close();
  }
}
