package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where a matrix comes from.
 *
 * @param paths one file or folder; for Netflix text several files
 * @param format how it is stored
 * @param variable name of the matrix in a MATLAB or NumPy file, or null for the largest
 * @param spectrogram how a recording becomes a matrix
 */
public record MatrixSource(
    List<Path> paths, MatrixFormat format, String variable, Spectrogram spectrogram) {
  /** Copies the paths. */
  public MatrixSource {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("no file given to read a matrix from");
    }
  }

  /** Returns a source whose format is recognised. */
  public static MatrixSource of(Path path) {
    return new MatrixSource(List.of(path), MatrixFormat.AUTO, null, Spectrogram.DEFAULT);
  }

  /**
   * Reads the matrix.
   *
   * @throws MatrixFileException if a file is missing, damaged or of another format than asked for
   * @throws MatrixTooLargeException if the matrix does not fit in memory
   * @throws IOException if a file cannot be read
   */
  public MatrixReading read() throws IOException {
    Path path = paths.get(0);
    if (!Files.exists(path)) {
      throw new MatrixFileException(path, "no such file or folder");
    }
    MatrixFormat known = format == MatrixFormat.AUTO ? recognize(path) : format;
    if (paths.size() > 1 && known != MatrixFormat.NETFLIX) {
      throw new IllegalArgumentException(
          "%d files given; only Netflix text comes in several".formatted(paths.size()));
    }
    return switch (known) {
      case AUTO -> throw new IllegalStateException("recognised as nothing");
      case RATINGS -> RatingsFile.read(path);
      case NETFLIX -> NetflixFiles.read(paths);
      case SERIES_MATRIX -> DelimitedFile.readSeriesMatrix(path);
      case GRAYMAPS -> GraymapFolder.read(path);
      case FITS -> FitsImage.read(path);
      case MATLAB -> MatlabFile.read(path, variable);
      case RECORDING -> Recording.read(path, spectrogram);
      case DELIMITED -> DelimitedFile.read(path);
      case NUMPY -> NumpyFile.read(path, variable);
      case MATRIX_MARKET -> MatrixMarketFile.read(path);
    };
  }

  private static MatrixFormat recognize(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return MatrixFormat.GRAYMAPS;
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "mat" -> MatrixFormat.MATLAB;
      case "fits", "fit", "fts" -> MatrixFormat.FITS;
      case "wav", "flac" -> MatrixFormat.RECORDING;
      case "npy", "npz" -> MatrixFormat.NUMPY;
      default -> recognizeText(path);
    };
  }

  private static MatrixFormat recognizeText(Path path) throws IOException {
    try (TextLines lines = new TextLines(path)) {
      String first = lines.next();
      if (first == null) {
        throw new MatrixFileException(path, "the file is empty");
      }
      if (first.startsWith("!") || first.startsWith("^")) {
        return MatrixFormat.SERIES_MATRIX;
      }
      if (MatrixMarketFile.looksLike(first)) {
        return MatrixFormat.MATRIX_MARKET;
      }
      if (first.strip().matches("\\d+:")) {
        return MatrixFormat.NETFLIX;
      }
      if (first.chars().anyMatch(c -> c < 9)) {
        throw new MatrixFileException(
            path, "binary data of no known ending; say which with a format");
      }
      return RatingsFile.looksLike(first) ? MatrixFormat.RATINGS : MatrixFormat.DELIMITED;
    }
  }
}
