package org.convexityprobe.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.ParameterLayout.Tensor;

/**
 * How directions move parameters, by patterns of their names: in place of what is decided from
 * their shapes and layers. Of several patterns that match, the last counts.
 */
public final class FilterRules {
  /** What may be asked for. */
  public enum How {
    /** Each slice along the first dimension is a filter. */
    ROWS,
    /** Each slice along the second dimension is a filter. */
    COLUMNS,
    /** The whole tensor is one filter. */
    WHOLE,
    /** It moves as biases and parameters of normalisations do. */
    NORMALIZATION,
    /** It never moves. */
    FIXED
  }

  private record Rule(String text, Pattern names, How how) {}

  private final List<Rule> rules;

  private FilterRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Reads rules.
   *
   * @param rules such as {@code decoder.*=columns}; {@code *} stands for any text
   * @throws IllegalArgumentException if one is none
   */
  public static FilterRules of(List<String> rules) {
    return new FilterRules(rules.stream().map(FilterRules::rule).toList());
  }

  private static Rule rule(String text) {
    int equals = text.lastIndexOf('=');
    String word = text.substring(equals + 1).toUpperCase(Locale.ROOT);
    for (How how : How.values()) {
      if (equals > 0 && how.name().equals(word)) {
        String names =
            Arrays.stream(text.substring(0, equals).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return new Rule(text, Pattern.compile(names), how);
      }
    }
    throw new IllegalArgumentException(
        "filter is '%s'; expected PATTERN=HOW with one of %s"
            .formatted(
                text,
                Stream.of(How.values())
                    .map(how -> how.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))));
  }

  /**
   * Returns a layout that directions are drawn by.
   *
   * @throws IllegalArgumentException if a pattern matches no parameter, or one that has not the
   *     dimensions
   */
  public ParameterLayout apply(ParameterLayout layout) {
    for (Rule rule : rules) {
      if (layout.tensors().stream().noneMatch(tensor -> matches(rule, tensor))) {
        throw new IllegalArgumentException(
            "filter '%s' matches no parameter; --filters lists them".formatted(rule.text));
      }
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      Tensor changed = tensor;
      for (Rule rule : rules) {
        changed = matches(rule, tensor) ? changed(tensor, rule) : changed;
      }
      tensors.add(changed);
    }
    return new ParameterLayout(tensors);
  }

  private static boolean matches(Rule rule, Tensor tensor) {
    return tensor.role() != Role.STATISTIC && rule.names.matcher(tensor.name()).matches();
  }

  private static Tensor changed(Tensor tensor, Rule rule) {
    return switch (rule.how) {
      case ROWS -> tensor.withRows();
      case COLUMNS -> {
        if (tensor.shape() == null || tensor.shape().size() < 2) {
          throw new IllegalArgumentException(
              "filter '%s': %s has %s; expected two dimensions or more"
                  .formatted(
                      rule.text,
                      tensor.name(),
                      tensor.shape() == null
                          ? "no shape that is known; columns are of TorchScript networks"
                          : "the shape " + tensor.shape()));
        }
        yield tensor.withColumns();
      }
      case WHOLE -> tensor.whole(Role.FILTERS);
      case NORMALIZATION -> tensor.whole(Role.BIAS);
      case FIXED -> tensor.whole(Role.STATISTIC);
    };
  }
}
