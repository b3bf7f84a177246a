package org.convexityprobe.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a Python literal: strings in either quote, integers (those of Python 2 with their L),
 * {@code True}, {@code False}, {@code None}, tuples, lists and dictionaries, with blanks anywhere.
 * They become strings, longs, booleans, null, lists and maps. Nothing is evaluated.
 */
final class PythonLiteral {
  private static final int MAX_DEPTH = 20;

  private final String text;
  private int position;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * Reads a literal.
   *
   * @throws IllegalArgumentException if the text is none, or goes on after it
   */
  static Object parse(String text) {
    PythonLiteral parser = new PythonLiteral(text);
    Object value = parser.value(0);
    if (parser.peek() != 0) {
      throw parser.fault("the end");
    }
    return value;
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("more than %d brackets deep".formatted(MAX_DEPTH));
    }
    char next = peek();
    return switch (next) {
      case '{' -> dictionary(depth);
      case '(' -> sequence(')', depth);
      case '[' -> sequence(']', depth);
      case '\'', '"' -> string();
      default -> next == '-' || digit(next) ? integer() : word();
    };
  }

  private Map<Object, Object> dictionary(int depth) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    position++;
    while (peek() != '}') {
      Object key = value(depth + 1);
      expect(':');
      if (entries.containsKey(key)) {
        throw new IllegalArgumentException("the key '%s' occurs twice".formatted(key));
      }
      entries.put(key, value(depth + 1));
      if (peek() != '}') {
        expect(',');
      }
    }
    position++;
    return entries;
  }

  private List<Object> sequence(char end, int depth) {
    List<Object> items = new ArrayList<>();
    position++;
    while (peek() != end) {
      items.add(value(depth + 1));
      if (peek() != end) {
        expect(',');
      }
    }
    position++;
    return items;
  }

  private String string() {
    char quote = text.charAt(position);
    int end = text.indexOf(quote, position + 1);
    if (end < 0) {
      throw new IllegalArgumentException("a string without its closing %s".formatted(quote));
    }
    String content = text.substring(position + 1, end);
    if (content.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("the string '%s' with a backslash".formatted(content));
    }
    position = end + 1;
    return content;
  }

  private Long integer() {
    int start = position++;
    while (position < text.length() && digit(text.charAt(position))) {
      position++;
    }
    String digits = text.substring(start, position);
    if (position < text.length() && text.charAt(position) == 'L') {
      position++;
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the number %s".formatted(digits), e);
    }
  }

  private Object word() {
    int start = position;
    while (position < text.length() && Character.isLetter(text.charAt(position))) {
      position++;
    }
    String word = text.substring(start, position);
    char next = position < text.length() ? text.charAt(position) : 0;
    if ((word.equals("u") || word.equals("b")) && (next == '\'' || next == '"')) {
      return string();
    }
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> {
        position = start;
        throw fault("a value");
      }
    };
  }

  /** Skips blanks and returns the character after them, or 0 at the end. */
  private char peek() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw fault("'" + wanted + "'");
    }
    position++;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private IllegalArgumentException fault(String expected) {
    String rest = text.substring(position, Math.min(text.length(), position + 20)).strip();
    return new IllegalArgumentException(
        "expected %s at character %d; found %s"
            .formatted(expected, position, rest.isEmpty() ? "the end" : "'" + rest + "'"));
  }
}
