package org.convexityprobe.data.matrix;

import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.data.UnsupportedContentException;

/**
 * One matrix of a MATLAB file, of version 4, 5 (which MATLAB calls 6 and 7 too) or 7.3, or of any
 * other HDF5 file. Fields of structs are variables, as {@code data.X}; sparse matrices have their
 * zeros. NaN marks an entry that was not observed.
 */
final class MatlabFile {
  private MatlabFile() {}

  /**
   * Reads a matrix.
   *
   * @param variable its name, or null for the largest matrix in the file
   */
  static MatrixReading read(Path file, String variable) throws IOException {
    FileKind kind = FileKind.of(file);
    try {
      return switch (kind) {
        case MATLAB_4 -> Variable.read(file, new Matlab4File(file).variables(), variable);
        case MATLAB_5 -> readVersion5(file, variable);
        case MATLAB_73, HDF5 -> readHdf5(file, kind, variable);
        default -> throw new MatrixFileException(file, kind.insteadOf("a MATLAB file", file));
      };
    } catch (MatrixFileException e) {
      throw e;
    } catch (UnsupportedContentException e) {
      throw new MatrixFileException(file, e.getMessage());
    } catch (OutOfMemoryError e) {
      // jHDF takes the sizes that a file announces as they are.
      throw new MatrixFileException(
          file,
          "it announces more than the Java heap holds: it is damaged, or needs a larger CONVEXITY_HEAP");
    } catch (IOException | RuntimeException e) {
      throw new MatrixFileException(
          file,
          "is not a readable %s file: %s"
              .formatted(kind == FileKind.HDF5 ? "HDF5" : "MATLAB", reason(e)),
          e);
    }
  }

  private static MatrixReading readVersion5(Path file, String variable) throws IOException {
    try (Matlab5File content = new Matlab5File(file)) {
      return Variable.read(file, content.variables(), variable);
    }
  }

  private static MatrixReading readHdf5(Path file, FileKind kind, String variable)
      throws IOException {
    try (Hdf5Variables content = new Hdf5Variables(file, kind)) {
      List<Variable> variables = content.variables();
      String main = variable == null ? content.main() : null;
      MatrixReading reading = Variable.read(file, variables, main == null ? variable : main);
      if (main == null || variables.size() == 1) {
        return reading;
      }
      List<String> notes = new ArrayList<>();
      notes.add(
          "%s is the matrix of AnnData, of %s; --variable takes another"
              .formatted(main, Variable.describe(variables)));
      notes.addAll(reading.notes());
      return reading.withNotes(notes);
    }
  }

  /** Returns what a library says; its outer messages name addresses, its innermost the reason. */
  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof UnsupportedHdfException) {
      return cause.getMessage() + "; in Python, copy the data with h5py into a plain data set";
    }
    boolean meant = cause.getMessage() != null && !cause.getMessage().contains("Cannot invoke");
    if (!meant) {
      return "it is damaged or cut short, or of a kind that is not read";
    }
    String message = cause.getMessage();
    return "%s; it is damaged or cut short, or of a kind that is not read".formatted(message);
  }
}
