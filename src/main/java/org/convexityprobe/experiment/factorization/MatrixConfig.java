package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.convexityprobe.data.Checksum;
import org.convexityprobe.data.matrix.MatrixDownload;
import org.convexityprobe.data.matrix.MatrixFormat;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixSampling;
import org.convexityprobe.data.matrix.MatrixSource;
import org.convexityprobe.data.matrix.MatrixStatistics;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.data.matrix.Spectrogram;
import org.convexityprobe.data.matrix.SyntheticMatrix;
import org.convexityprobe.data.matrix.TableOptions;
import org.convexityprobe.experiment.work.InputFile;

/**
 * Which matrix to factorise.
 *
 * @param files a file or folder, or several of Netflix text, or the name of a fetched set; empty
 *     for a synthetic matrix
 * @param format how they are stored
 * @param variable name of the matrix in a MATLAB or NumPy file; null for the largest
 * @param window samples in a window of a recording's spectrogram
 * @param hop samples between windows
 * @param channel channel of a recording, from 1; 0 for the mean of all
 * @param table how a table of text is laid out, as far as it is not to be recognised
 * @param synthetic the matrix to make where no file is given
 * @param transpose whether rows and columns are exchanged
 * @param dropEmpty whether rows and columns of which nothing was observed are left out
 * @param clipNegative whether negative entries become zero instead of an error
 * @param subsample share of the rows and of the columns kept
 * @param sample numbers of rows and columns kept instead; null for a share
 * @param sampleSeed seed of either sample
 */
public record MatrixConfig(
    List<String> files,
    MatrixFormat format,
    String variable,
    int window,
    int hop,
    int channel,
    TableOptions table,
    SyntheticMatrix synthetic,
    boolean transpose,
    boolean dropEmpty,
    boolean clipNegative,
    double subsample,
    Sample sample,
    long sampleSeed) {
  /**
   * Rows and columns to keep, uniformly at random.
   *
   * @param rows number of rows
   * @param columns number of columns
   */
  public record Sample(int rows, int columns) {
    /** Checks the numbers. */
    public Sample {
      if (rows < 1 || columns < 1) {
        throw new IllegalArgumentException(
            "sample of %d × %d; expected at least one row and column".formatted(rows, columns));
      }
    }
  }

  /** No matrix yet. */
  public static final MatrixConfig DEFAULT =
      new MatrixConfig(
          List.of(),
          MatrixFormat.AUTO,
          null,
          2048,
          512,
          0,
          TableOptions.AUTO,
          null,
          false,
          false,
          false,
          1,
          null,
          1);

  /** Checks the subsample; the rest is checked where it is used. */
  public MatrixConfig {
    files = files == null ? List.of() : List.copyOf(files);
    if (!(subsample > 0 && subsample <= 1)) {
      throw new IllegalArgumentException(
          "subsample is %s; expected above 0 and at most 1".formatted(subsample));
    }
    if (sample != null && subsample < 1) {
      throw new IllegalArgumentException(
          "subsample is %s and sample is %d × %d; expected one of them"
              .formatted(subsample, sample.rows, sample.columns));
    }
  }

  /** Returns the title of a figure, such as {@code Spectrum: orl, r = 49}. */
  String title(String what, int rank) {
    return "%s: %s, r = %d".formatted(what, label(), rank);
  }

  String label() {
    if (synthetic != null) {
      return "synthetic %d × %d".formatted(synthetic.rows(), synthetic.columns());
    }
    Path name = Path.of(files.get(0)).toAbsolutePath().normalize().getFileName();
    return files.size() == 1 ? name.toString() : name + " and others";
  }

  /**
   * Reads or makes the matrix, as it stands.
   *
   * @throws IOException if a file is missing or damaged
   * @throws IllegalArgumentException if neither a file nor a synthetic matrix is asked for
   */
  public MatrixReading read() throws IOException {
    return read(Path::of);
  }

  /**
   * Reads or makes the matrix from copies of its files.
   *
   * @param place where a file is here
   */
  MatrixReading read(Function<String, Path> place) throws IOException {
    if (files.isEmpty() == (synthetic == null)) {
      throw new IllegalArgumentException(
          files.isEmpty()
              ? "no matrix given; use --data FILE or --synthetic ROWSxCOLUMNS"
              : "both a file and a synthetic matrix given; expected one of them");
    }
    if (files.isEmpty()) {
      requireNoOptionsOfFiles(new Spectrogram(window, hop, channel));
      return prepare(new MatrixReading(synthetic.make(), List.of()));
    }
    return prepare(source(place).read());
  }

  private MatrixSource source(Function<String, Path> place) throws IOException {
    return new MatrixSource(
        names(place).stream().map(place).toList(),
        format,
        variable,
        new Spectrogram(window, hop, channel),
        table);
  }

  private void requireNoOptionsOfFiles(Spectrogram spectrogram) {
    List<String> given = new ArrayList<>(table.given());
    given.addAll(spectrogram.given());
    if (variable != null) {
      given.add("variable");
    }
    if (format != MatrixFormat.AUTO) {
      given.add("format");
    }
    MatrixSource.requireNone("the matrix is synthetic", given);
  }

  /** Returns the files that the matrix is read from. */
  List<InputFile> inputs() throws IOException {
    return names(Path::of).stream().map(InputFile::new).toList();
  }

  /**
   * Returns the SHA-256 of each file that decides the matrix, or of others, by its path; that of a
   * folder is of the names and SHA-256 of the files that are read from it. Files that are missing
   * have none: whoever reads them says so.
   *
   * @param others paths of files beside the matrix
   * @throws IOException if a file cannot be read
   */
  Map<String, String> checksums(List<String> others) throws IOException {
    List<String> all = new ArrayList<>(names(Path::of));
    Map<String, String> checksums = new TreeMap<>();
    if (all.size() == 1 && Files.isDirectory(Path.of(all.get(0)))) {
      checksums.put(all.get(0), ofFolder(Path.of(all.get(0))));
    }
    all.addAll(others);
    for (String name : all) {
      if (Files.isRegularFile(Path.of(name))) {
        checksums.put(name, Checksum.Kind.SHA256.of(Path.of(name)));
      }
    }
    return checksums;
  }

  private String ofFolder(Path folder) throws IOException {
    StringBuilder content = new StringBuilder();
    for (Path file : source(Path::of).files()) {
      content.append(Checksum.Kind.SHA256.of(file)).append(' ');
      content.append(folder.relativize(file)).append('\n');
    }
    return Checksum.Kind.SHA256.of(content.toString());
  }

  /** Returns the files; a name that is no file stands for the set of that name. */
  private List<String> names(Function<String, Path> place) throws IOException {
    Optional<MatrixDownload> set =
        files.size() == 1 && !Files.exists(place.apply(files.get(0)))
            ? MatrixDownload.named(files.get(0))
            : Optional.empty();
    if (set.isEmpty()) {
      return files;
    }
    String fetched = set.get().fetched().toString();
    if (!Files.exists(place.apply(fetched))) {
      throw new IOException(
          "%s is not here; 'convexity data fetch %s' gets it".formatted(fetched, set.get().name()));
    }
    return List.of(fetched);
  }

  private MatrixReading sample(MatrixReading reading) {
    if (sample == null) {
      return MatrixSampling.subsample(reading, subsample, sampleSeed);
    }
    RealMatrix matrix = reading.matrix();
    if (sample.rows > matrix.rows() || sample.columns > matrix.columns()) {
      throw new IllegalArgumentException(
          "a sample of %d × %d was asked for, and the matrix is %d × %d; give all of its files, or a smaller sample"
              .formatted(sample.rows, sample.columns, matrix.rows(), matrix.columns()));
    }
    return MatrixSampling.sample(reading, sample.rows, sample.columns, sampleSeed);
  }

  private MatrixReading prepare(MatrixReading read) {
    List<String> notes = new ArrayList<>(read.notes());
    MatrixReading reading = transpose ? read.transposed() : read;
    reading = sample(reading);
    reading = dropEmpty ? MatrixSampling.withoutEmpty(reading) : reading;
    MatrixStatistics statistics = MatrixStatistics.of(reading.matrix());
    if (clipNegative && statistics.negative() > 0) {
      notes.add("%d negative entries set to zero".formatted(statistics.negative()));
      reading = reading.withMatrix(MatrixSampling.clipNegative(reading.matrix()));
    }
    if (statistics.emptyRows() + statistics.emptyColumns() > 0) {
      notes.add(
          "%d rows and %d columns have no observed entry: their factors stay at the start"
              .formatted(statistics.emptyRows(), statistics.emptyColumns()));
    }
    return reading.withNotes(notes);
  }
}
