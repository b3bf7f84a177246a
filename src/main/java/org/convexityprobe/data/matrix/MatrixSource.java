package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.convexityprobe.data.FileKind;

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
      case NUMPY -> NumpyMatrices.read(path, variable);
      case MATRIX_MARKET -> MatrixMarketFile.read(path);
    };
  }

  private static MatrixFormat recognize(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return MatrixFormat.GRAYMAPS;
    }
    FileKind kind = FileKind.of(path);
    return switch (kind) {
      case NPY, NPZ -> MatrixFormat.NUMPY;
      case MATLAB_4, MATLAB_5, MATLAB_73, HDF5 -> MatrixFormat.MATLAB;
      case FITS -> MatrixFormat.FITS;
      case WAVE, FLAC -> MatrixFormat.RECORDING;
      // Not recognised, perhaps damaged: the reader that the name asks for says where.
      case EMPTY, TEXT, BINARY, ZIP, GZIP -> recognizeName(path);
      case PYTORCH ->
          throw new MatrixFileException(
              path,
              ("it is %s; expected a matrix; save it as one: python3 -c \"import torch, numpy;"
                      + " numpy.save('matrix.npy', torch.load('%s', map_location='cpu').numpy())\"")
                  .formatted(kind.what(), path));
      case GRAYMAP ->
          throw new MatrixFileException(
              path, "it is one PGM image; expected the folder of all images, one row each");
      default -> throw new MatrixFileException(path, kind.insteadOf("a matrix", path));
    };
  }

  private static MatrixFormat recognizeName(Path path) throws IOException {
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
