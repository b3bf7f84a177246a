package org.convexityprobe.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.convexityprobe.data.PickleValue.Inert;
import org.convexityprobe.data.PickleValue.Name;
import org.convexityprobe.data.PickleValue.Tuple;

/**
 * The names that a pickle of PyTorch may use, and what they stand for: tensors, dictionaries, and
 * data without a meaning for weights. The table is closed. A name that is not in it is refused, and
 * none of them is a class or a function of a library.
 */
final class TorchObjects {
  private static final Set<String> MAPS =
      Set.of(
          "collections.OrderedDict",
          "collections.defaultdict",
          "collections.Counter",
          "builtins.dict",
          "__builtin__.dict");

  private static final Set<String> REBUILDING =
      Set.of(
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_tensor_v3",
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._tensor._rebuild_from_type_v2");

  /** Classes of tensors, which say nothing more about one. */
  private static final Set<String> TENSORS =
      Set.of(
          "torch.Tensor",
          "torch.nn.parameter.Parameter",
          "torch.nn.parameter.Buffer",
          "torch.storage.UntypedStorage",
          "torch.UntypedStorage");

  /** What checkpoints hold beside weights: settings, counts and sizes, of which none is kept. */
  private static final Set<String> INERT =
      Set.of(
          "torch.device",
          "torch.torch_version.TorchVersion",
          "collections.deque",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray._reconstruct",
          "numpy.ndarray",
          "numpy.dtype",
          "_codecs.encode",
          "argparse.Namespace",
          "types.SimpleNamespace",
          "pathlib.Path",
          "pathlib.PosixPath",
          "pathlib.PurePosixPath",
          "pathlib.WindowsPath",
          "pathlib.PureWindowsPath",
          "datetime.datetime",
          "datetime.date",
          "datetime.timedelta",
          "builtins.set",
          "builtins.frozenset",
          "builtins.bytearray",
          "builtins.complex",
          "builtins.range",
          "builtins.slice",
          "builtins.int",
          "builtins.float",
          "builtins.bool",
          "builtins.str",
          "builtins.list",
          "builtins.tuple",
          "__builtin__.set",
          "__builtin__.frozenset",
          "__builtin__.bytearray",
          "__builtin__.complex",
          "__builtin__.xrange",
          "__builtin__.slice",
          "__builtin__.int",
          "__builtin__.long",
          "__builtin__.float",
          "__builtin__.bool",
          "__builtin__.str",
          "__builtin__.unicode",
          "__builtin__.list",
          "__builtin__.tuple");

  private final Map<String, TorchTensor.Storage> storages = new HashMap<>();

  /**
   * Looks a name up.
   *
   * @throws IOException if it is not in the table
   */
  Object find(String module, String name) throws IOException {
    Name found = new Name(module, name);
    String full = found.toString();
    boolean known =
        full.equals("torch.Size")
            || MAPS.contains(full)
            || REBUILDING.contains(full)
            || TENSORS.contains(full)
            || INERT.contains(full)
            || type(found) != null
            || (module.equals("torch") && TorchType.ofName(name) != null);
    if (known) {
      return found;
    }
    throw new IOException(
        "it holds '%s'; only dense tensors, numbers, text, lists and dictionaries are read, and nothing of a file is run; in Python, save the weights alone: torch.save(model.state_dict(), 'weights.pt')"
            .formatted(shown(full)));
  }

  /** Returns the type of the numbers of a storage class. */
  private static TorchType type(Name name) {
    boolean torch = name.module().equals("torch") || name.module().equals("torch.cuda");
    return torch ? TorchType.ofStorage(name.name()) : null;
  }

  /** Calls what a name of the table stands for. */
  Object call(Object function, List<Object> arguments) throws IOException {
    if (function instanceof Inert) {
      return function;
    }
    if (!(function instanceof Name name)) {
      throw new IOException("a value is called as a function: the file is damaged");
    }
    String full = name.toString();
    if (MAPS.contains(full)) {
      return map(arguments);
    }
    if (full.equals("torch.Size")) {
      return arguments.isEmpty() ? new Tuple(List.of()) : arguments.get(0);
    }
    return REBUILDING.contains(full) ? rebuilt(full, arguments) : new Inert(full);
  }

  /** Some versions of Python give the pairs of a dictionary to its class. */
  private static Map<Object, Object> map(List<Object> arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Object argument : arguments) {
      if (argument instanceof Map<?, ?> other) {
        map.putAll(other);
      } else if (argument instanceof List<?> pairs) {
        for (Object pair : pairs) {
          List<?> parts = items(pair);
          if (parts.size() == 2) {
            map.put(PickleValue.key(parts.get(0)), parts.get(1));
          }
        }
      }
    }
    return map;
  }

  /** Sets the state of an object: of none here does it change anything. */
  void build(Object object) throws IOException {
    boolean takesState =
        object instanceof Map<?, ?> || object instanceof TorchTensor || object instanceof Inert;
    if (!takesState) {
      throw new IOException("a state is given to what has none: the file is damaged");
    }
  }

  /** Returns what a persistent identity stands for: numbers elsewhere in the file. */
  Object persistent(Object identity) throws IOException {
    List<?> parts = items(identity);
    if (parts.size() >= 2 && "module".equals(parts.get(0))) {
      throw new IOException(
          "it holds a whole model with its code; in Python, save the weights alone: torch.save(model.state_dict(), 'weights.pt')");
    }
    boolean whole =
        parts.size() >= 5
            && "storage".equals(parts.get(0))
            && parts.get(1) instanceof Name
            && parts.get(2) instanceof String
            && parts.get(4) instanceof Long;
    if (!whole || (parts.size() > 5 && parts.get(5) != PickleValue.None.NONE)) {
      throw new IOException("numbers are stored in a form that is not read");
    }
    Name name = (Name) parts.get(1);
    TorchType type = type(name);
    if (type == null && !name.name().equals("UntypedStorage")) {
      throw new IOException("numbers are stored as '%s'".formatted(shown(name.toString())));
    }
    long count = (Long) parts.get(4);
    int size = type == null ? 1 : type.size();
    if (count < 0 || count > Long.MAX_VALUE / size) {
      throw new IOException("a storage of %d numbers is impossible".formatted(count));
    }
    TorchTensor.Storage storage =
        new TorchTensor.Storage((String) parts.get(2), count * size, type);
    TorchTensor.Storage other = storages.putIfAbsent(storage.key(), storage);
    if (other != null && !other.equals(storage)) {
      throw new IOException("a storage is described in two ways: the file is damaged");
    }
    return storage;
  }

  /** Returns all storages that were named, by their keys. */
  Map<String, TorchTensor.Storage> storages() {
    return storages;
  }

  private Object rebuilt(String function, List<Object> arguments) throws IOException {
    if (function.startsWith("torch._utils._rebuild_parameter")) {
      return tensor(argument(arguments, 0));
    }
    if (function.endsWith("_rebuild_from_type_v2")) {
      return tensor(call(argument(arguments, 0), rawItems(argument(arguments, 2))));
    }
    if (!(argument(arguments, 0) instanceof TorchTensor.Storage storage)) {
      throw new IOException("a tensor without numbers: it was saved from the 'meta' device");
    }
    TorchType type = storage.type();
    if (function.endsWith("_v3") && argument(arguments, 6) instanceof Name name) {
      type = TorchType.ofName(name.name());
    }
    if (type == null) {
      throw new IOException("a tensor of an unknown type");
    }
    requireAsStored(arguments, function.endsWith("_v3") ? 7 : 6);
    List<Integer> shape = new ArrayList<>();
    for (long size : integers(argument(arguments, 2))) {
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new IOException("a tensor with an axis of size %d is impossible".formatted(size));
      }
      shape.add((int) size);
    }
    List<Long> strides = integers(argument(arguments, 3));
    List<Long> offset = integers(new Tuple(List.of(argument(arguments, 1))));
    return TorchTensor.of(storage, type, offset.get(0), shape, strides);
  }

  /** What follows the hooks may say that numbers are to be negated or conjugated when used. */
  private static void requireAsStored(List<Object> arguments, int index) throws IOException {
    if (index < arguments.size()
        && arguments.get(index) instanceof Map<?, ?> flags
        && flags.containsValue(true)) {
      throw new IOException(
          "a tensor whose numbers are stored negated or conjugated; in Python, save it after tensor.resolve_neg().resolve_conj()");
    }
  }

  private static Object argument(List<Object> arguments, int index) throws IOException {
    if (index >= arguments.size()) {
      throw new IOException("a tensor is described by too few values: the file is damaged");
    }
    return arguments.get(index);
  }

  private static TorchTensor tensor(Object value) throws IOException {
    if (value instanceof TorchTensor tensor) {
      return tensor;
    }
    throw new IOException("a parameter without a tensor: the file is damaged");
  }

  private static List<Long> integers(Object tuple) throws IOException {
    List<Long> values = new ArrayList<>();
    for (Object item : items(tuple)) {
      if (!(item instanceof Long value)) {
        throw new IOException("a tensor is not described by whole numbers: the file is damaged");
      }
      values.add(value);
    }
    return values;
  }

  private static List<?> items(Object value) {
    if (value instanceof Tuple tuple) {
      return tuple.items();
    }
    return value instanceof List<?> list ? list : List.of();
  }

  private static List<Object> rawItems(Object value) {
    return new ArrayList<>(items(value));
  }

  /** Returns text of a file as a message may show it: short, and without control characters. */
  static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }
}
