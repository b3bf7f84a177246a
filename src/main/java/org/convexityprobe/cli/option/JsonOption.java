package org.convexityprobe.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convexityprobe.data.AtomicFile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option for programs that read results. */
public final class JsonOption {
  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = Converter.class,
      description = "Also write the results as JSON to this file; - prints JSON instead of text.")
  private String file;

  /** Refuses a file that cannot be written before anything is computed for it. */
  static final class Converter implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!STANDARD_OUTPUT.equals(value)) {
        Path file = Path.of(value).toAbsolutePath();
        if (Files.isDirectory(file)) {
          throw new TypeConversionException("'%s' is a folder; expected a file".formatted(value));
        }
        Path folder = file;
        do {
          folder = folder.getParent();
        } while (!Files.exists(folder));
        boolean device = Files.exists(file) && !Files.isRegularFile(file);
        if (!device && !(Files.isDirectory(folder) && Files.isWritable(folder))) {
          throw new TypeConversionException(
              "'%s' cannot be written: %s is no folder that you may write to; expected another file"
                  .formatted(value, folder));
        }
      }
      return value;
    }
  }

  /** Returns whether standard output is for JSON alone. */
  public boolean alone() {
    return STANDARD_OUTPUT.equals(file);
  }

  /** Writes the results where they are asked for, if they are. */
  public void write(String json, PrintWriter out) throws IOException {
    if (alone()) {
      out.println(json.stripTrailing());
      out.flush();
    } else if (file != null) {
      AtomicFile.writeString(Path.of(file), json);
    }
  }
}
