package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.convexityprobe.data.Mutation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages small files of every format at random. Whatever comes out, it must be a matrix or a
 * message that names the file, soon, and in memory that the file or the matrix explains.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedFilesTest {
  private static final int ROUNDS = Mutation.rounds(300);

  /**
   * Bytes that a refused file may take: the longest row of text has 2²⁴ characters, and readers
   * keep pieces of 64 KiB; no library here needs more to open a file of some kilobytes.
   */
  private static final long MOST = 256L << 20;

  /** Bytes for each entry of a matrix that was read, its copies while reading included. */
  private static final long AN_ENTRY = 64;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matlab/v4-several.mat",
        "matlab/v4-sparse.mat",
        "matlab/v5.mat",
        "matlab/v5-plain.mat",
        "matlab/v5-sparse.mat",
        "matlab/v5-struct.mat",
        "numpy/x-double-big.npy",
        "numpy/x-fortran.npy",
        "numpy/packed.npz",
        "numpy/stored-through-pipe.npz",
        "numpy/with-notes.npz",
        "sound/pcm-24.wav",
        "sound/float-32-extensible.wav",
        "sound/flac-16.flac",
        "sound/flac-wasted.flac",
      })
  void damagedBinaryFilesGiveAMatrixOrAMessage(String name) throws IOException {
    Path file = MatrixFiles.path(name);
    attempt(file.getFileName().toString(), Files.readAllBytes(file), MOST);
  }

  /** The library for HDF5 takes the sizes that a file announces: the heap alone bounds them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "matlab/v73.mat",
        "matlab/v73-sparse.mat",
        "matlab/h5-plain.h5",
        "matlab/h5-gzip.h5",
        "matlab/h5-latest.h5",
        "matlab/h5-latest-tree.h5",
        "matlab/h5-fletcher-gzip.h5",
      })
  void damagedHdf5FilesGiveAMatrixOrAMessage(String name) throws IOException {
    Path file = MatrixFiles.path(name);
    attempt(file.getFileName().toString(), Files.readAllBytes(file), Long.MAX_VALUE / 2);
  }

  @Test
  void damagedFitsFilesGiveAMatrixOrAMessage() throws IOException {
    for (String name :
        new String[] {"blank.fits", "tiles-bytes.fits", "packed.fits.gz", "packed.fits.bz2"}) {
      Path file = MatrixFiles.path("fits/" + name);
      attempt(name, Files.readAllBytes(file), MOST);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv | ,s1,s2\\ng1,1.5,NA\\ng2,\"1,234\",4\\n",
        "b.csv | a;b\\n1,5;2,5\\n3,0;4,0\\n",
        "c.tsv | \"V1\"\\t\"V2\"\\n\"1\"\\t0.1\\t0.3\\n\"2\"\\t0.2\\t0.4\\n",
        "ratings.csv | userId,movieId,rating,timestamp\\n1,2,4.0,100\\n3,1,5.0,101\\n2,2,3.0,101\\n",
        "ratings.dat | 1::2::4::978300760\\n3::1::5::978300761\\n2::2::3::978300762\\n",
        "u.data | 6\\t2\\t3\\t800000001\\n1\\t3\\t5\\t800000002\\n2\\t2\\t1\\t800000003\\n",
        "netflix.txt | 1:\\n5,3,2005-09-06\\n7,5,2005-05-13\\n2:\\n5,4,2005-10-19\\n",
        "series.txt | !Series_title\\t\"t\"\\n!series_matrix_table_begin\\n\"ID_REF\"\\t\"GSM1\"\\t\"GSM2\"\\n\"a\"\\t1.5\\t2.5\\n\"c\"\\t3.5\\t4.5\\n!series_matrix_table_end\\n",
        "dense.mtx | %%MatrixMarket matrix array real general\\n2 2\\n1\\n3\\n2\\n4\\n",
        "sparse.mtx | %%MatrixMarket matrix coordinate real symmetric\\n% c\\n3 3 3\\n1 1 1\\n2 1 2.5\\n3 2 4e1\\n"
      })
  void damagedTextGivesAMatrixOrAMessage(String name, String text) throws IOException {
    attempt(
        name,
        text.replace("\\n", "\n").replace("\\t", "\t").getBytes(StandardCharsets.UTF_8),
        MOST);
  }

  @Test
  void damagedImagesGiveAMatrixOrAMessage() throws IOException {
    byte[] image = "P5\n2 3\n255\n\1\2\3\4\5\6".getBytes(StandardCharsets.ISO_8859_1);
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.write(images.resolve("a.pgm"), image);
    Random random = Mutation.random("images");
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(images.resolve("b.pgm"), Mutation.of(image, random));
      assertAnswered(images, round, MOST);
    }
  }

  private void attempt(String name, byte[] valid, long most) throws IOException {
    Path file = folder.resolve(name);
    Random random = Mutation.random(name);
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(file, Mutation.of(valid, random));
      assertAnswered(file, round, most);
    }
  }

  private void assertAnswered(Path file, int round, long most) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long entries = 0;
    try {
      RealMatrix matrix = MatrixFiles.read(file).matrix();
      entries = Math.max(matrix.values().length, matrix.rows() + matrix.columns());
    } catch (MatrixTooLargeException e) {
      assertThat(e.getMessage()).contains(file.toString());
    } catch (IOException | IllegalArgumentException e) {
      assertThat(e.getMessage())
          .as("%s, round %d", e.getClass(), round)
          .contains(file.toString())
          .doesNotContain(": null", "java.", "io.jhdf", "hebi", "nom.tam");
    } catch (RuntimeException | Error e) {
      fail("%s, round %d: %s".formatted(keep(file), round, e), e);
    }
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    if (taken > most + AN_ENTRY * entries) {
      fail("%s, round %d: %,d bytes for %,d entries".formatted(keep(file), round, taken, entries));
    }
  }

  /** Keeps the file for whoever looks for the fault. */
  private static Path keep(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return file;
    }
    Path copy = Files.createTempFile("mutated-", "-" + file.getFileName());
    return Files.write(copy, Files.readAllBytes(file));
  }
}
