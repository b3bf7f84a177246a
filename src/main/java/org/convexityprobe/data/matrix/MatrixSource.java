package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.convexityprobe.data.FileKind;

/**
 * Where a matrix comes from.
 *
 * @param paths one file or folder; for Netflix text several files
 * @param format how it is stored
 * @param variable name of the matrix in a MATLAB, HDF5 or NumPy file, or of the unit in a FITS
 *     file; null for the largest, or first
 * @param spectrogram how a recording becomes a matrix
 * @param table how a table of text is laid out, as far as it is not to be recognised
 */
public record MatrixSource(
    List<Path> paths,
    MatrixFormat format,
    String variable,
    Spectrogram spectrogram,
    TableOptions table) {
  private static final Set<MatrixFormat> HAVE_VARIABLES =
      EnumSet.of(MatrixFormat.MATLAB, MatrixFormat.NUMPY, MatrixFormat.FITS);

  /** Copies the paths. */
  public MatrixSource {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("no file given to read a matrix from");
    }
  }

  /** Names a source of which, if it is a table of text, the layout is recognised. */
  public MatrixSource(
      List<Path> paths, MatrixFormat format, String variable, Spectrogram spectrogram) {
    this(paths, format, variable, spectrogram, TableOptions.AUTO);
  }

  /** Returns a source whose format is recognised. */
  public static MatrixSource of(Path path) {
    return of(path, MatrixFormat.AUTO);
  }

  /** Returns a source of a format. */
  public static MatrixSource of(Path path, MatrixFormat format) {
    return new MatrixSource(List.of(path), format, null, Spectrogram.DEFAULT);
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
    for (Path file : paths) {
      requireNoPipe(file);
    }
    if (Files.isDirectory(path) && format == MatrixFormat.AUTO) {
      return readFolder(path);
    }
    MatrixFormat known = format == MatrixFormat.AUTO ? recognize(path) : format;
    if (paths.size() > 1 && known != MatrixFormat.NETFLIX) {
      throw new IllegalArgumentException(
          "%d files given; only Netflix text comes in several".formatted(paths.size()));
    }
    return read(path, known);
  }

  /** A pipe can be read once only, and one that nobody writes to would be waited for. */
  private static void requireNoPipe(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new MatrixFileException(
          path, "a pipe or a device, not a file; save what comes out of it to a file first");
    }
  }

  /**
   * Returns the files that the matrix is read from, in the order in which they are read: of a
   * folder, those in it.
   *
   * @throws MatrixFileException if a folder has several files, none of them an image
   * @throws IOException if a folder cannot be read
   */
  public List<Path> files() throws IOException {
    Path path = paths.get(0);
    if (paths.size() > 1 || !Files.isDirectory(path)) {
      return paths;
    }
    List<Path> images = GraymapFolder.files(path);
    return images.isEmpty() && format == MatrixFormat.AUTO ? List.of(onlyFile(path)) : images;
  }

  private MatrixReading read(Path path, MatrixFormat known) throws IOException {
    requireEffect(path, known);
    return switch (known) {
      case AUTO, DELIMITED -> readTable(path, known);
      case RATINGS -> RatingsFile.read(path, table);
      case NETFLIX -> NetflixFiles.read(paths);
      case SERIES_MATRIX -> SeriesMatrixFile.read(path, table);
      case GRAYMAPS -> GraymapFolder.read(path);
      case FITS -> FitsImage.read(path, variable);
      case MATLAB -> MatlabFile.read(path, variable);
      case RECORDING -> Recording.read(path, spectrogram);
      case NUMPY -> NumpyMatrices.read(path, variable);
      case MATRIX_MARKET -> MatrixMarketFile.read(path);
    };
  }

  /** Refuses options that mean nothing for a format, so that none is passed over in silence. */
  private void requireEffect(Path path, MatrixFormat known) {
    if (known == MatrixFormat.AUTO) {
      return; // a table, of which kind is not known yet
    }
    List<String> without = new ArrayList<>(table.given());
    switch (known) {
      case DELIMITED -> without.retainAll(List.of("map-ids"));
      case RATINGS -> without.retainAll(List.of("index"));
      case SERIES_MATRIX -> without.removeAll(List.of("missing", "decimal"));
      default -> {
        // None of them means anything.
      }
    }
    if (variable != null && !HAVE_VARIABLES.contains(known)) {
      without.add("variable");
    }
    if (known != MatrixFormat.RECORDING) {
      without.addAll(spectrogram.given());
    }
    requireNone(
        "%s is read as %s".formatted(path, known.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
        without);
  }

  /**
   * Refuses options that have no effect on a matrix.
   *
   * @param matrix why they have none, such as {@code the matrix is synthetic}
   * @param given names of those that were given
   * @throws IllegalArgumentException if there are any
   */
  public static void requireNone(String matrix, List<String> given) {
    if (!given.isEmpty()) {
      boolean one = given.size() == 1;
      throw new IllegalArgumentException(
          "%s, where --%s %s no effect; leave %s out"
              .formatted(
                  matrix,
                  String.join(" and --", given),
                  one ? "has" : "have",
                  one ? "it" : "them"));
    }
  }

  private MatrixReading readTable(Path path, MatrixFormat known) throws IOException {
    TableSample sample = TableSample.of(path);
    RatingsLayout ratings =
        known == MatrixFormat.AUTO ? RatingsLayout.recognized(sample, table) : null;
    requireEffect(path, ratings == null ? MatrixFormat.DELIMITED : MatrixFormat.RATINGS);
    return ratings == null ? DelimitedFile.read(sample, table) : RatingsFile.read(path, ratings);
  }

  /** Reads a folder of images, or the only file in a folder. */
  private MatrixReading readFolder(Path folder) throws IOException {
    if (!GraymapFolder.files(folder).isEmpty()) {
      return read(folder, MatrixFormat.GRAYMAPS);
    }
    Path file = onlyFile(folder);
    MatrixReading only =
        new MatrixSource(List.of(file), format, variable, spectrogram, table).read();
    List<String> notes = new ArrayList<>(only.notes());
    notes.add(0, "the folder's only file is read: " + file.getFileName());
    return only.withNotes(notes);
  }

  private static Path onlyFile(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> content = Files.list(folder)) {
      files =
          content
              .filter(
                  file ->
                      Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
    }
    if (files.size() == 1) {
      return files.get(0);
    }
    String found =
        String.join(
            ", ", files.stream().limit(5).map(file -> file.getFileName().toString()).toList());
    throw new MatrixFileException(
        folder,
        "a folder without .pgm images; expected one row an image, or give a file itself%s"
            .formatted(
                files.isEmpty() ? "" : ": it holds " + found + (files.size() > 5 ? ", …" : "")));
  }

  private static MatrixFormat recognize(Path path) throws IOException {
    FileKind kind = FileKind.of(path);
    return switch (kind) {
      case GZIP, BZIP2, XZ -> recognizePacked(path, kind);
      case NPY, NPZ -> MatrixFormat.NUMPY;
      case MATLAB_4, MATLAB_5, MATLAB_73, HDF5 -> MatrixFormat.MATLAB;
      case FITS -> MatrixFormat.FITS;
      case WAVE, FLAC -> MatrixFormat.RECORDING;
      // Not recognised, perhaps damaged: the reader that the name asks for says where.
      case TEXT, BINARY, ZIP -> recognizeName(path, kind);
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

  private static MatrixFormat recognizePacked(Path path, FileKind packed) throws IOException {
    FileKind content = CompressedFile.contentOf(path);
    if (content == FileKind.TEXT) {
      return recognizeText(path);
    }
    if (content == FileKind.FITS) {
      return MatrixFormat.FITS;
    }
    throw new MatrixFileException(
        path,
        "it is %s of %s; expected text or a FITS file in it; %s"
            .formatted(packed.what(), content.what(), packed.remedy(path)));
  }

  private static MatrixFormat recognizeName(Path path, FileKind kind) throws IOException {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "mat" -> MatrixFormat.MATLAB;
      case "fits", "fit", "fts" -> MatrixFormat.FITS;
      case "wav", "flac" -> MatrixFormat.RECORDING;
      case "npy", "npz" -> MatrixFormat.NUMPY;
      default -> {
        if (kind != FileKind.TEXT) {
          throw new MatrixFileException(path, kind.insteadOf("a matrix", path));
        }
        yield recognizeText(path);
      }
    };
  }

  /** Returns AUTO for a table, which may be one of ratings. */
  private static MatrixFormat recognizeText(Path path) throws IOException {
    try (TextLines lines = new TextLines(path)) {
      String first = lines.next();
      while (first != null && first.isBlank()) {
        first = lines.next();
      }
      if (first == null) {
        throw new MatrixFileException(path, "the file holds only empty lines; expected a matrix");
      }
      if (first.startsWith("!") || first.startsWith("^")) {
        return MatrixFormat.SERIES_MATRIX;
      }
      if (MatrixMarketFile.looksLike(first)) {
        return MatrixFormat.MATRIX_MARKET;
      }
      String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
      if (name.matches(".*\\.mtx(\\.(gz|bz2|xz))?")) {
        throw new MatrixFileException(
            path,
            "its name ends in .mtx, but its first line is not '%%MatrixMarket matrix …'; write"
                + " this line above, or rename the file if it is a table");
      }
      return first.strip().matches("\\d+:") ? MatrixFormat.NETFLIX : MatrixFormat.AUTO;
    }
  }
}
