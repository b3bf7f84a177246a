package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named value of a MATLAB or HDF5 file.
 *
 * @param name its name; that of a field after those of its structs
 * @param what it is, such as {@code 2 × 3 double}
 * @param dimensions of numbers: 2 of what may be meant as a matrix; 0 for text and the like
 * @param entries how many numbers it has; 0 for text and the like, 1 where that is not known
 * @param refusal why it is not read as a matrix, or null
 * @param loader reads it; null where it is refused
 */
record Variable(
    String name, String what, int dimensions, long entries, String refusal, Loader loader) {
  /** Names in a message: some files hold thousands. */
  private static final int LISTED = 20;

  /** Reads a variable. */
  @FunctionalInterface
  interface Loader {
    MatrixReading load() throws IOException;
  }

  static Variable matrix(String name, String what, long size, Loader loader) {
    return new Variable(name, what, 2, size, null, loader);
  }

  /** A matrix of so many entries that cannot be read. */
  static Variable refused(String name, String what, long size, String refusal) {
    return new Variable(name, what, 2, size, refusal, null);
  }

  /** Numbers in one dimension, or in more than two; a matrix beside them is the one meant. */
  static Variable array(String name, String what, int dimensions, long entries) {
    return new Variable(
        name,
        what,
        dimensions,
        entries,
        "it has %d dimensions; expected two: reshape it".formatted(dimensions),
        null);
  }

  /** Text, a cell or the like, which nobody means when they say no name. */
  static Variable other(String name, String what) {
    return unreadable(name, what, 0);
  }

  /** An object that may be the matrix meant, of a size that is not known. */
  static Variable object(String name, String what) {
    return unreadable(name, what, 1);
  }

  private static Variable unreadable(String name, String what, long entries) {
    return new Variable(
        name, what, 0, entries, "it is " + what + "; expected a matrix of numbers", null);
  }

  /** Returns the number of entries of what may be meant as a matrix; 0 for all else. */
  private long size() {
    return dimensions == 2 ? entries : 0;
  }

  private String describe() {
    return "%s (%s)".formatted(name, what);
  }

  /**
   * Reads the variable of a name, or else the largest matrix.
   *
   * @param name may separate fields and groups by points or by strokes; null for the largest
   * @throws MatrixFileException if there is none, or it is no matrix of real numbers
   */
  static MatrixReading read(Path file, List<Variable> variables, String name) throws IOException {
    Variable chosen = name == null ? largest(file, variables) : named(file, variables, name);
    if (chosen.refusal() != null) {
      throw new MatrixFileException(
          file,
          "%s: %s; it holds %s".formatted(chosen.name(), chosen.refusal(), describe(variables)));
    }
    if (variables.stream().filter(other -> other.name().equals(chosen.name())).count() > 1) {
      throw new MatrixFileException(
          file,
          "the name %s occurs twice; it holds %s".formatted(chosen.name(), describe(variables)));
    }
    if (name != null) {
      return chosen.loader().load();
    }
    for (Variable other : variables) {
      if (other.dimensions() > 2 && other.entries() > chosen.entries()) {
        throw larger(file, other.describe(), chosen.describe(), chosen.name());
      }
    }
    MatrixReading reading = chosen.loader().load();
    if (variables.stream().filter(variable -> variable.entries() > 0).count() == 1) {
      return reading;
    }
    boolean several = variables.stream().filter(variable -> variable.size() > 0).count() > 1;
    List<String> notes = new ArrayList<>();
    notes.add(
        several
            ? "%s is the largest matrix of %s; --variable takes another"
                .formatted(chosen.name(), describe(variables))
            : "%s is the only matrix of %s".formatted(chosen.name(), describe(variables)));
    notes.addAll(reading.notes());
    return reading.withNotes(notes);
  }

  /**
   * Returns the refusal of a matrix that nobody named, as labels of the pixels of a larger cube.
   *
   * @param cube what an array of more than two dimensions is
   * @param matrix what the matrix is
   * @param name that of the matrix
   */
  static MatrixFileException larger(Path file, String cube, String matrix, String name) {
    return new MatrixFileException(
        file,
        "%s has more entries than the matrix that would be read, %s; give --variable %s if the matrix is meant, or reshape the other one to two dimensions and save it again"
            .formatted(cube, matrix, name));
  }

  private static Variable named(Path file, List<Variable> variables, String name)
      throws MatrixFileException {
    return variables.stream()
        .filter(variable -> plain(variable.name()).equals(plain(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new MatrixFileException(
                    file, "no variable '%s'; it holds %s".formatted(name, describe(variables))));
  }

  private static String plain(String name) {
    return name.replaceFirst("^/", "").replace('/', '.');
  }

  private static Variable largest(Path file, List<Variable> variables) throws MatrixFileException {
    return variables.stream()
        .filter(variable -> variable.size() > 0)
        .max(Comparator.comparingLong(Variable::size))
        .orElseThrow(
            () ->
                new MatrixFileException(
                    file,
                    "no matrix of numbers in two dimensions; it holds %s; expected one of numbers of up to 64 bits: reshape or convert it and save again"
                        .formatted(describe(variables))));
  }

  static String describe(List<Variable> variables) {
    if (variables.isEmpty()) {
      return "nothing";
    }
    String names =
        variables.stream().limit(LISTED).map(Variable::describe).collect(Collectors.joining(", "));
    return variables.size() > LISTED
        ? "%s and %d more".formatted(names, variables.size() - LISTED)
        : names;
  }
}
