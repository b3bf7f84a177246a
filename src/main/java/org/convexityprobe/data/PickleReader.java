package org.convexityprobe.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickles (<a
 * href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools</a>) of
 * protocol 0 to 5, as far as they hold data. A pickle is a program for a small stack machine that
 * may name any function and call it. Here every name is looked up in the closed table of {@link
 * TorchObjects}, which holds no function of any library: nothing in a file chooses what runs.
 *
 * <p>Numbers become {@link Long} and {@link Double}, text {@link String}, {@code None} {@link
 * PickleValue.None}, lists {@link List}, tuples {@link PickleValue.Tuple} and dictionaries {@link
 * Map}; keys that are no text and no number are only distinct.
 */
final class PickleReader {
  /** Bytes of a pickle; that of a ResNet-110 with the state of its optimiser has 0.2 MB. */
  private static final long LONGEST = 1L << 25;

  /** Instructions; each makes at most one small object. */
  private static final int MOST_STEPS = 1 << 21;

  private static final int WIDEST_INTEGER = 8;
  private static final int HIGHEST_PROTOCOL = 5;

  private final InputStream in;
  private final TorchObjects objects;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private long position;

  /**
   * Reads from a stream, not beyond the end of the pickle.
   *
   * @param in at its first byte; buffered
   * @param objects what names and calls mean
   */
  PickleReader(InputStream in, TorchObjects objects) {
    this.in = in;
    this.objects = objects;
  }

  /**
   * Reads the object.
   *
   * @throws IOException if the pickle is damaged, or holds an object of a kind that is not read
   */
  Object read() throws IOException {
    try {
      for (int step = 0; step < MOST_STEPS; step++) {
        int code = next();
        if (code == '.') {
          return pop();
        }
        if (!constant(code) && !container(code) && !reference(code)) {
          throw new IOException("instruction 0x%02x is not read".formatted(code));
        }
      }
      throw new IOException("it has more than %d instructions".formatted(MOST_STEPS));
    } catch (EOFException e) {
      throw new IOException("its pickle ends at byte %d: it is cut short".formatted(position), e);
    } catch (IOException e) {
      throw new IOException("byte %d of its pickle: %s".formatted(position, e.getMessage()), e);
    }
  }

  // The bytes.

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException();
    }
    advance(1);
    return value;
  }

  private void advance(long count) throws IOException {
    position += count;
    if (position > LONGEST) {
      throw new IOException("it has more than %d bytes".formatted(LONGEST));
    }
  }

  private byte[] bytes(long count) throws IOException {
    if (count < 0 || count > LONGEST) {
      throw new IOException("it announces %d bytes of text".formatted(count));
    }
    advance(count);
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private long integer(int width) throws IOException {
    byte[] bytes = bytes(width);
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (bytes[i] & 0xffL) << (8 * i);
    }
    return value;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int value = next(); value != '\n'; value = next()) {
      line.append((char) value);
    }
    return line.toString();
  }

  private String text(long count) throws IOException {
    return new String(bytes(count), StandardCharsets.UTF_8);
  }

  // The stack.

  private boolean push(Object value) {
    stack.add(value);
    return true;
  }

  private Object pop() throws IOException {
    if (stack.isEmpty()) {
      throw damaged();
    }
    return stack.remove(stack.size() - 1);
  }

  private Object top() throws IOException {
    if (stack.isEmpty()) {
      throw damaged();
    }
    return stack.get(stack.size() - 1);
  }

  private List<Object> last(int count) throws IOException {
    if (stack.size() < count) {
      throw damaged();
    }
    List<Object> end = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(end);
    end.clear();
    return values;
  }

  private List<Object> sinceMark() throws IOException {
    if (marks.isEmpty() || marks.peek() > stack.size()) {
      throw damaged();
    }
    return last(stack.size() - marks.pop());
  }

  private static IOException damaged() {
    return new IOException("its instructions do not fit together: the file is damaged");
  }

  // The instructions; each group returns false for those of others.

  private boolean constant(int code) throws IOException {
    return switch (code) {
      case 0x80 -> protocol(next());
      case 0x95 -> bytes(8).length == 8;
      case 'N' -> push(PickleValue.None.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) next());
      case 'M' -> push(integer(2));
      case 'J' -> push((long) (int) integer(4));
      case 'I', 'L' -> push(decimal(line()));
      case 0x8a -> push(wide(next()));
      case 0x8b -> push(wide(integer(4)));
      case 'F' -> push(real(line()));
      case 'G' -> push(ByteBuffer.wrap(bytes(8)).order(ByteOrder.BIG_ENDIAN).getDouble());
      case 'S' -> push(quoted(line()));
      case 'V' -> push(line());
      case 0x8c, 'U' -> push(text(next()));
      case 'X', 'T' -> push(text(integer(4)));
      case 0x8d -> push(text(integer(8)));
      case 'C' -> push(opaque("bytes", next()));
      case 'B' -> push(opaque("bytes", integer(4)));
      case 0x8e, 0x96 -> push(opaque("bytes", integer(8)));
      default -> false;
    };
  }

  private static boolean protocol(int version) throws IOException {
    if (version > HIGHEST_PROTOCOL) {
      throw new IOException(
          "protocol %d; expected at most %d".formatted(version, HIGHEST_PROTOCOL));
    }
    return true;
  }

  private Object opaque(String what, long count) throws IOException {
    bytes(count);
    return new PickleValue.Inert(what);
  }

  private static Object decimal(String line) throws IOException {
    if (line.equals("00") || line.equals("01")) {
      return line.equals("01");
    }
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new IOException("a whole number was expected, of at most 64 bits", e);
    }
  }

  private static Object real(String line) throws IOException {
    try {
      return Double.valueOf(line);
    } catch (NumberFormatException e) {
      throw new IOException("a number was expected", e);
    }
  }

  /** An integer of any width, little-endian in two's complement. */
  private Object wide(long width) throws IOException {
    byte[] bytes = bytes(width);
    if (width > WIDEST_INTEGER) {
      return new PickleValue.Inert("an integer of %d bytes".formatted(width));
    }
    long value = width == 0 || bytes[bytes.length - 1] >= 0 ? 0 : -1;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }

  private static String quoted(String line) throws IOException {
    if (line.length() < 2) {
      throw damaged();
    }
    return line.substring(1, line.length() - 1);
  }

  private boolean container(int code) throws IOException {
    return switch (code) {
      case ')' -> push(new PickleValue.Tuple(List.of()));
      case 't' -> push(new PickleValue.Tuple(sinceMark()));
      case 0x85 -> push(new PickleValue.Tuple(last(1)));
      case 0x86 -> push(new PickleValue.Tuple(last(2)));
      case 0x87 -> push(new PickleValue.Tuple(last(3)));
      case ']' -> push(new ArrayList<>());
      case 'l' -> push(sinceMark());
      case 'a' -> append(last(1));
      case 'e' -> append(sinceMark());
      case '}' -> push(new LinkedHashMap<>());
      case 'd' -> {
        List<Object> items = sinceMark();
        push(new LinkedHashMap<>());
        yield put(items);
      }
      case 's' -> put(last(2));
      case 'u' -> put(sinceMark());
      case 0x8f -> push(new PickleValue.Inert("a set"));
      case 0x91 -> {
        sinceMark();
        yield push(new PickleValue.Inert("a set"));
      }
      case 0x90 -> !sinceMark().isEmpty() || !stack.isEmpty();
      default -> false;
    };
  }

  private boolean append(List<Object> values) throws IOException {
    if (top() instanceof PickleValue.Inert) {
      return true;
    }
    if (!(top() instanceof List<?>)) {
      throw damaged();
    }
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) top();
    return list.addAll(values) || values.isEmpty();
  }

  private boolean put(List<Object> items) throws IOException {
    if (top() instanceof PickleValue.Inert) {
      return true;
    }
    if (!(top() instanceof Map<?, ?>) || items.size() % 2 != 0) {
      throw damaged();
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) top();
    for (int i = 0; i < items.size(); i += 2) {
      map.put(PickleValue.key(items.get(i)), items.get(i + 1));
    }
    return true;
  }

  private boolean reference(int code) throws IOException {
    switch (code) {
      case '(' -> marks.push(stack.size());
      case '0' -> pop();
      case '1' -> sinceMark();
      case '2' -> push(top());
      case 'p' -> memo.put(number(line()), top());
      case 'q' -> memo.put((long) next(), top());
      case 'r' -> memo.put(integer(4), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'g' -> recall(number(line()));
      case 'h' -> recall(next());
      case 'j' -> recall(integer(4));
      case 'c' -> push(objects.find(line(), line()));
      case 0x93 -> {
        List<Object> names = last(2);
        push(objects.find(string(names.get(0)), string(names.get(1))));
      }
      case 'R', 0x81 -> call(last(2));
      case 0x92 -> call(last(3));
      case 'b' -> {
        pop();
        objects.build(top());
      }
      case 'Q' -> push(objects.persistent(pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void call(List<Object> parts) throws IOException {
    if (!(parts.get(1) instanceof PickleValue.Tuple arguments)) {
      throw damaged();
    }
    push(objects.call(parts.get(0), arguments.items()));
  }

  private void recall(long place) throws IOException {
    Object value = memo.get(place);
    if (value == null) {
      throw damaged();
    }
    push(value);
  }

  private static long number(String line) throws IOException {
    if (decimal(line) instanceof Long value) {
      return value;
    }
    throw damaged();
  }

  private static String string(Object value) throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw damaged();
  }
}
