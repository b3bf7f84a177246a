package org.convexityprobe.data.matrix;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.convexityprobe.data.Checksum;
import org.convexityprobe.data.FileKind;
import org.convexityprobe.data.Staging;
import org.convexityprobe.data.VerifiedDownload;

/**
 * A published matrix that can be had without a login.
 *
 * @param name of the set, and of its folder
 * @param what is in it
 * @param source where it is
 * @param checksum of what is there, or null where none is published
 * @param file the file or folder that holds the matrix once it is fetched
 * @param entries files to take from a ZIP archive, each under the name of group 1; null where the
 *     source is the matrix itself
 */
public record MatrixDownload(
    String name, String what, URI source, Checksum checksum, String file, Pattern entries) {
  /** The folder below which each set has its own. */
  public static final Path FETCHED = Path.of("data");

  /** Most bytes of a set; the largest has 70 million. */
  private static final long MAX_BYTES = 1_000_000_000;

  /** Sets whose addresses have been the same for years. */
  private static final MatrixDownload[] ALL = {
    new MatrixDownload(
        "movielens-1m",
        "a million ratings of films, 6 MB; research use",
        URI.create("https://files.grouplens.org/datasets/movielens/ml-1m.zip"),
        new Checksum(Checksum.Kind.MD5, "c4d9eecfca2ab87c1945afe126590906"),
        "ratings.dat",
        Pattern.compile("ml-1m/(ratings\\.dat)")),
    new MatrixDownload(
        "metabolic",
        "yeast cell metabolic activity, GSE3431, 2 MB",
        URI.create(
            "https://ftp.ncbi.nlm.nih.gov/geo/series/GSE3nnn/GSE3431/matrix/GSE3431_series_matrix.txt.gz"),
        null,
        "GSE3431_series_matrix.txt.gz",
        null),
    new MatrixDownload(
        "goodbooks",
        "six million ratings of books, 70 MB; CC BY-SA 4.0",
        URI.create("https://raw.githubusercontent.com/zygmuntz/goodbooks-10k/master/ratings.csv"),
        null,
        "ratings.csv",
        null),
    new MatrixDownload(
        "orl",
        "400 faces, 4 MB; credit Olivetti Research Laboratory",
        URI.create("https://www.cl.cam.ac.uk/research/dtg/attarchive/pub/data/att_faces.zip"),
        null,
        "faces",
        Pattern.compile("(?:.*/)?(s\\d+/\\d+\\.pgm)")),
    new MatrixDownload(
        "extragalactic",
        "spectra of extragalactic sources, FITS",
        URI.create(
            "https://s3.us-east-2.amazonaws.com/setcoverproblem/ExtragalacticTest/Extragalatic_Archetype_testsample_spec.fits"),
        null,
        "spectra.fits",
        null)
  };

  /** Returns every set. */
  public static Stream<MatrixDownload> all() {
    return Stream.of(ALL);
  }

  /** Returns the set of a name. */
  public static Optional<MatrixDownload> named(String name) {
    return all().filter(set -> set.name.equals(name)).findFirst();
  }

  /** Returns where the matrix is below {@link #FETCHED} once it is fetched. */
  public Path fetched() {
    return FETCHED.resolve(name).resolve(file);
  }

  /** Returns whether {@link #fetched} is there, and holds something. */
  public boolean isFetched() {
    Path there = fetched();
    if (!Files.isDirectory(there)) {
      return Files.isRegularFile(there);
    }
    try (Stream<Path> content = Files.list(there)) {
      return content.findAny().isPresent();
    } catch (IOException e) {
      return false; // It cannot be read, so it is of no use.
    }
  }

  /**
   * Makes sure that a folder holds the set. A download that broke off before is continued.
   *
   * @return the file or folder that holds the matrix, to be read with {@link MatrixSource}
   * @throws IOException if it cannot be had, or is not what was published; the message says why
   */
  public Path fetch(Path folder, VerifiedDownload.Progress progress) throws IOException {
    Path target = folder.resolve(file);
    if (isThere(target)) {
      return target;
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException("%s is a file; expected a folder".formatted(folder));
    }
    VerifiedDownload download = VerifiedDownload.announced(source, checksum, MAX_BYTES);
    Files.createDirectories(folder);
    if (entries == null) {
      download.fetch(target, progress);
      return target;
    }
    Path archive = folder.resolve(name + ".zip");
    download.fetch(archive, progress);
    unpack(archive, folder, target);
    Files.delete(archive);
    return target;
  }

  /** A page that was saved in place of the matrix is not the matrix. */
  private static boolean isThere(Path target) throws IOException {
    return Files.exists(target)
        && !(Files.isRegularFile(target) && FileKind.of(target).isStandIn());
  }

  /**
   * Reads what {@link #fetch} brought. Of a set whose checksum is not published, a file that holds
   * no matrix is thrown away, so that it is fetched anew the next time.
   *
   * @param fresh whether the file was brought just now, and is not somebody's own
   */
  public MatrixReading read(Path file, boolean fresh) throws IOException {
    try {
      return MatrixSource.of(file).read();
    } catch (MatrixTooLargeException e) {
      throw e;
    } catch (MatrixFileException e) {
      if (!fresh || checksum != null || !Files.isRegularFile(file)) {
        throw e;
      }
      Files.delete(file);
      throw new IOException(
          "%s sent a file that holds no matrix, and it was thrown away: %s"
              .formatted(source, e.getMessage()),
          e);
    }
  }

  private void unpack(Path archive, Path folder, Path target) throws IOException {
    try (Staging staging = new Staging(folder)) {
      // A folder of its own, to be moved as a whole without the lock beside it.
      Path unpacked = Files.createDirectory(staging.folder().resolve("unpacked"));
      new ZipPart(archive, entries).unpackInto(unpacked);
      Path single = unpacked.resolve(file);
      Path whole = Files.exists(single) ? single : unpacked;
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
