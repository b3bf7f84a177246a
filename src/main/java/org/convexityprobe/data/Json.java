package org.convexityprobe.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes records as JSON and YAML, strictly: an unknown key, a wrong type or a value that
 * a record refuses is an error that names the file, the line and the key.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          // NaN and infinities are legitimate values of a loss; they travel as strings.
          .withCoercionConfig(
              LogicalType.Float,
              config -> config.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
          .build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** How the parser of YAML names the place of a fault, within its message. */
  private static final Pattern LINE = Pattern.compile("\\bline (\\d{1,9})\\b");

  private Json() {}

  /** Returns a value as indented JSON, with a final newline. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** Returns a value as one line of JSON, without a newline. */
  public static String writeLine(Object value) {
    try {
      return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** Writes a value to a file, atomically. */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.writeString(file, write(value));
  }

  /**
   * Reads a file; YAML where its name ends in {@code .yaml} or {@code .yml}, JSON otherwise.
   *
   * @throws IOException if it is missing
   * @throws IllegalArgumentException if its content does not fit the type
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          Files.isDirectory(file)
              ? file + ": it is a folder; expected a file"
              : "no such file: " + file);
    }
    String name = file.getFileName().toString();
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    try {
      return present((yaml ? YAML : MAPPER).readValue(AbsoluteFile.of(file), type));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + ": " + explain(e), e);
    } catch (CharConversionException e) {
      throw new IllegalArgumentException(file + ": it is no text in UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** JSON's null and an empty YAML file are no value of any record. */
  private static <T> T present(T value) {
    if (value == null) {
      throw new IllegalArgumentException("the content is null; expected keys and values");
    }
    return value;
  }

  /**
   * Reads a file that this program wrote.
   *
   * @param advice what to do where it is damaged
   * @throws IOException if it is missing, damaged, or of another version; it names the file and the
   *     line
   */
  public static <T> T readWritten(Path file, Class<T> type, String advice) throws IOException {
    try {
      T value = read(file, type);
      Completeness.missing(value)
          .ifPresent(
              what -> {
                throw new IllegalArgumentException(file + ": " + what + " is missing");
              });
      return value;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + "; " + advice, e);
    }
  }

  /**
   * Reads a value from JSON text.
   *
   * @throws IllegalArgumentException if the text does not fit the type
   */
  public static <T> T parse(String text, Class<T> type) {
    try {
      return present(MAPPER.readValue(text, type));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(explain(e), e);
    }
  }

  /**
   * Reads a value of a generic type from JSON text.
   *
   * @param type such as a list
   * @param argument the type of its elements
   * @throws IllegalArgumentException if the text does not fit
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // Java cannot name the class of a generic type
  public static <T> T parse(String text, Class<?> type, Class<?> argument) {
    try {
      T value =
          MAPPER.readValue(text, MAPPER.getTypeFactory().constructParametricType(type, argument));
      return present(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(explain(e), e);
    }
  }

  /**
   * Reads YAML text as a tree of maps, lists and plain values.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public static Object parseYaml(String text) {
    try {
      return YAML.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(explain(e), e);
    }
  }

  /** Converts a tree of maps and lists to a record, as if read from a file. */
  public static <T> T convert(Object tree, Class<T> type) {
    try {
      return MAPPER.convertValue(tree, type);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof JsonProcessingException cause) {
        throw new IllegalArgumentException(explain(cause), e);
      }
      throw e;
    }
  }

  private static String explain(JsonProcessingException e) {
    int line = line(e);
    return (line > 0 ? "line %d: ".formatted(line) : "") + cause(e);
  }

  /** Returns the line of a fault; 0 where it is not known. */
  private static int line(JsonProcessingException e) {
    if (e instanceof JacksonYAMLParseException) {
      // The location is where the value before it began; the message ends with the fault's place.
      int last =
          LINE.matcher(e.getOriginalMessage())
              .results()
              .mapToInt(Json::number)
              .reduce(0, (a, b) -> b);
      if (last > 0) {
        return last;
      }
    }
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private static int number(MatchResult match) {
    return Integer.parseInt(match.group(1));
  }

  private static String cause(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key '%s'; expected one of %s"
          .formatted(
              path(unknown),
              unknown.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "%s is '%s'; expected one of %s"
          .formatted(
              path(format),
              format.getValue(),
              Arrays.stream(format.getTargetType().getEnumConstants())
                  .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "%s does not fit: expected %s"
          .formatted(
              mismatch.getPath().isEmpty() ? "the content" : path(mismatch),
              mismatch.getTargetType().isRecord()
                  ? "keys and values"
                  : mismatch.getTargetType().getSimpleName());
    }
    if (e instanceof JsonMappingException mapping
        && mapping.getCause() instanceof IllegalArgumentException refused) {
      return refused.getMessage();
    }
    if (e instanceof ValueInstantiationException failed) {
      return (failed.getPath().isEmpty() ? "the content" : path(failed))
          + " does not fit: something in it is missing, null or too short";
    }
    return e.getOriginalMessage();
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }
}
