package org.convexityprobe.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Two numbers such as {@code -1,1}.
 *
 * @param from the first
 * @param to the second
 */
public record Range(double from, double to) {
  /** Reads a range from an option. */
  public static final class Converter implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) {
      String[] ends = text.split(",", -1);
      try {
        if (ends.length == 2) {
          return new Range(
              Double.parseDouble(ends[0].strip()), Double.parseDouble(ends[1].strip()));
        }
      } catch (NumberFormatException e) {
        // Told below, with what was expected.
      }
      throw new TypeConversionException(
          "'%s' is no range; expected two numbers such as -1,1".formatted(text));
    }
  }
}
