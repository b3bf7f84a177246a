package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.convexityprobe.data.matrix.MatrixTooLargeException;
import org.convexityprobe.nmf.FactorizationException;
import org.convexityprobe.resnet.DivergedException;
import org.convexityprobe.resnet.InsufficientMemoryException;
import org.convexityprobe.resnet.NotFiniteException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Maps failures to one line for the user and an exit code: the only place that does. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    return report(failure, commandLine);
  }

  /** Prints what went wrong, and returns the exit code. */
  static int report(Throwable failure, CommandLine commandLine) {
    int code = code(failure);
    if (code == ExitCode.INTERNAL || System.getenv("CONVEXITY_DEBUG") != null) {
      failure.printStackTrace(commandLine.getErr());
    }
    commandLine
        .getErr()
        .println(commandLine.getColorScheme().errorText("convexity: " + message(failure)));
    if (code == ExitCode.INTERNAL) {
      commandLine
          .getErr()
          .println("This is a defect of the program; please report it with the trace above.");
    }
    return code;
  }

  private static int code(Throwable failure) {
    if (failure instanceof MatrixTooLargeException) {
      return ExitCode.MEMORY;
    }
    if (failure instanceof IOException
        || failure instanceof java.io.UncheckedIOException
        || missingLibrary(failure) != null) {
      return ExitCode.FILE;
    }
    if (failure instanceof DivergedException
        || failure instanceof NotFiniteException
        || failure instanceof FactorizationException) {
      return ExitCode.NUMERICAL;
    }
    if (failure instanceof InsufficientMemoryException || failure instanceof OutOfMemoryError) {
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

  private static String message(Throwable failure) {
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
      return "%s: %s".formatted(file.getFile(), file.getReason());
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (%s); use a smaller --batch-size or --images, or raise CONVEXITY_MEMORY"
          .formatted(failure.getMessage());
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
