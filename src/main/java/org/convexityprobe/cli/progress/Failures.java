package org.convexityprobe.cli.progress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.data.matrix.MatrixTooLargeException;
import org.convexityprobe.experiment.work.FailedUnitsException;
import org.convexityprobe.network.NotFiniteException;
import org.convexityprobe.nmf.FactorizationException;
import org.convexityprobe.resnet.InsufficientMemoryException;
import org.convexityprobe.resnet.training.DivergedException;
import picocli.CommandLine;

/** Maps failures to one line for the user and an exit code: the only place that does. */
public final class Failures {
  /** How Java says that its heap is full; every other lack is one of native memory. */
  private static final List<String> HEAP =
      List.of("Java heap space", "GC overhead limit exceeded", "Requested array size exceeds");

  /** How a message about the value of a setting begins. */
  private static final Pattern SETTING = Pattern.compile("^([a-zA-Z]+) (?:is|has \\d+ numbers)\\b");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  /** Characters of a message: those that list all tensors of a network have some thousands. */
  private static final int LONGEST = 20_000;

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private Failures() {}

  /** Prints what went wrong, and returns the exit code. */
  public static int report(Throwable thrown, CommandLine commandLine) {
    Throwable failure = reason(thrown);
    int code = code(failure);
    if (code == ExitCode.INTERNAL || System.getenv("CONVEXITY_DEBUG") != null) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine
        .getErr()
        .println(
            commandLine
                .getColorScheme()
                .errorText("convexity: " + printable(forUser(message(failure), commandLine))));
    if (code == ExitCode.INTERNAL) {
      commandLine
          .getErr()
          .println("This is a defect of the program; please report it with the trace above.");
    }
    return code;
  }

  /** Returns what went wrong with a file, which streams and initialisers of classes wrap. */
  private static Throwable reason(Throwable thrown) {
    Throwable failure =
        thrown instanceof ExceptionInInitializerError
                && thrown.getCause() instanceof UncheckedIOException cause
            ? cause
            : thrown;
    return failure instanceof UncheckedIOException wrapped
            && wrapped.getCause() instanceof FileSystemException file
            && file.toString().equals(wrapped.getMessage())
        ? file
        : failure;
  }

  /** Returns a message without what moves a terminal's cursor, which names in files may hold. */
  private static String printable(String message) {
    String plain = CONTROL.matcher(message).replaceAll("?");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }

  /** Names settings by the command's options, and the program as it was called. */
  private static String forUser(String message, CommandLine commandLine) {
    Matcher setting = SETTING.matcher(message);
    if (setting.find()) {
      String option = option(setting.group(1));
      if (commandLine.getCommandSpec().findOption(option) != null) {
        return ProgramName.in(option + message.substring(setting.group(1).length()));
      }
    }
    return ProgramName.in(message);
  }

  /** Returns the option of a setting, such as {@code --checkpoint-epochs}. */
  private static String option(String key) {
    return "--" + CAPITAL.matcher(key).replaceAll("-$0").toLowerCase(Locale.ROOT);
  }

  private static int code(Throwable failure) {
    if (failure instanceof MatrixTooLargeException || memory(failure) != null) {
      return ExitCode.MEMORY;
    }
    if (failure instanceof FailedUnitsException) {
      return ExitCode.INCOMPLETE;
    }
    if (failure instanceof IOException
        || failure instanceof UncheckedIOException
        || missingLibrary(failure) != null) {
      return ExitCode.FILE;
    }
    if (failure instanceof DivergedException
        || failure instanceof NotFiniteException
        || failure instanceof FactorizationException) {
      return ExitCode.NUMERICAL;
    }
    if (failure instanceof InsufficientMemoryException) {
      return ExitCode.MEMORY;
    }
    return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.INTERNAL;
  }

  /**
   * Returns what the loader of native libraries says, or null if the failure is another one.
   * Libraries are loaded while classes are initialised, so that the reason may lie below.
   */
  private static String missingLibrary(Throwable failure) {
    if (!(failure instanceof LinkageError)) {
      return null;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsatisfiedLinkError) {
        return cause.getMessage();
      }
    }
    return null;
  }

  /** Returns the lack of memory behind a failure, which may be of another thread, or null. */
  private static OutOfMemoryError memory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError memory) {
        return memory;
      }
    }
    return null;
  }

  /** Java's heap and native arrays have limits of their own. */
  private static String message(OutOfMemoryError failure) {
    String reason = String.valueOf(failure.getMessage());
    String full =
        HEAP.stream().anyMatch(reason::startsWith)
            ? "the Java heap is full (%s); raise CONVEXITY_HEAP, such as CONVEXITY_HEAP=4g"
            : "out of native memory (%s); raise CONVEXITY_MEMORY";
    return full.formatted(reason)
        + ", or work on less at once: a smaller --batch-size or --images, or a smaller matrix";
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof FileAlreadyExistsException) {
      return "a file with this name exists; expected a folder or a new name";
    }
    if (failure instanceof FileSystemLoopException) {
      return "a link in it leads to a folder that contains it; remove the link, or give another folder";
    }
    return failure.getReason() == null ? "it cannot be read or written" : failure.getReason();
  }

  private static String message(Throwable failure) {
    OutOfMemoryError memory = memory(failure);
    if (memory != null) {
      return failure instanceof FailedUnitsException
          ? String.format("%s%n%s", failure.getMessage(), message(memory))
          : message(memory);
    }
    if (missingLibrary(failure) != null) {
      return ("a native library cannot be loaded: %s; expected whole nd4j-native-*.jar,"
              + " openblas-*.jar and hdf5-*.jar for this system (Linux, x86_64) beside the program:"
              + " remove the folder target and build again")
          .formatted(missingLibrary(failure));
    }
    if (failure instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (failure instanceof FileSystemException file) {
      return "%s: %s".formatted(file.getFile(), reason(file));
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
