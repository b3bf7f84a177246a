package org.convexityprobe.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.ProgramName;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Makes help and completion speak as users write: values of options in lower case with hyphens, and
 * commands with the name that starts the program.
 */
final class HelpTexts {
  private HelpTexts() {}

  /** Replaces the texts of a command. */
  static void adapt(CommandSpec command) {
    command.usageMessage().description(named(command.usageMessage().description()));
    for (OptionSpec option : List.copyOf(command.options())) {
      OptionSpec.Builder builder = OptionSpec.builder(option);
      // The builder's description, not the option's, in which the candidates are filled in already.
      builder.description(named(builder.description()));
      Class<?> type = option.auxiliaryTypes()[0];
      if (type.isEnum()) {
        List<String> words = Stream.of(type.getEnumConstants()).map(HelpTexts::word).toList();
        builder
            .completionCandidates(words)
            .converters(text -> type.getEnumConstants()[index(words, text)]);
      }
      command.remove(option);
      command.addOption(builder.build());
    }
  }

  /** Returns a constant as users write it, such as half-normal. */
  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int index(List<String> words, String text) {
    int index = words.indexOf(word(text));
    if (index < 0) {
      throw new CommandLine.TypeConversionException(
          "expected one of %s, but was '%s'".formatted(String.join(", ", words), text));
    }
    return index;
  }

  private static String[] named(String... texts) {
    return Stream.of(texts).map(ProgramName::in).toArray(String[]::new);
  }
}
