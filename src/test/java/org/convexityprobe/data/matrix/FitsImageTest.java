package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads images that astropy wrote (fits/make_fits_files.py). */
class FitsImageTest {
  @TempDir private Path folder;

  private static final int ROWS = 12;
  private static final int COLUMNS = 20;

  private static Path file(String name) {
    return MatrixFiles.path("fits/" + name);
  }

  private static RealMatrix read(String name) throws IOException {
    return MatrixFiles.read(file(name)).matrix();
  }

  private static void assertImage(RealMatrix matrix, IntToDoubleFunction entry) {
    assertThat(matrix).isInstanceOf(DenseMatrix.class);
    assertThat(matrix.rows()).isEqualTo(ROWS);
    assertThat(matrix.columns()).isEqualTo(COLUMNS);
    double[] expected = new double[ROWS * COLUMNS];
    Arrays.setAll(expected, entry);
    assertThat(matrix.values()).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-u1.fits",
        "plain-i2.fits",
        "plain-i4.fits",
        "plain-i8.fits",
        "plain-f4.fits",
        "plain-f8.fits",
        "extension.fits",
        "several.fits",
        "one-plane.fits",
        "packed.fits.gz",
        "packed.fits.bz2",
        "packed.fits.xz",
        "checksum.fits",
        "not-padded.fits",
        "tiles-rice_1.fits",
        "tiles-gzip_1.fits",
        "tiles-gzip_2.fits",
        "tiles-hcompress_1.fits",
        "tiles-plio_1.fits",
        "tiles-ints.fits",
        "tiles-unsigned.fits"
      })
  void imagesAreReadWhereverTheyAreAndHoweverPacked(String name) throws IOException {
    assertImage(read(name), i -> i);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u2", "u4", "u8"})
  void numbersWithTheOtherSignAreShiftedByBzero(String type) throws IOException {
    assertImage(read("plain-" + type + ".fits"), i -> i % 100);
  }

  @Test
  void bytesHaveNoSign() throws IOException {
    assertThat(read("byte-200.fits").values()).containsExactly(200, 1, 2, 255);
    assertImage(read("tiles-bytes.fits"), i -> i % 251);
  }

  @Test
  void integersOf64BitsAreExactOrRefused() throws IOException {
    assertThat(read("large-u8.fits").values()).containsExactly(0x1p63 + 2048, 1, 0, 0x1p53);
    assertThatThrownBy(() -> read("inexact-i8.fits"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("9007199254740993 has more than the 53 bits");
  }

  @Test
  void storedNumbersAreScaled() throws IOException {
    assertThat(read("scaled.fits").values())
        .containsExactly(10 - 16384, 10, 60, 10 + 16383.5, 9.5, 13.5);
  }

  private static void assertObserved(String name, int[] columns, double... entries)
      throws IOException {
    MatrixReading reading = MatrixFiles.read(file(name));
    ObservedMatrix matrix = (ObservedMatrix) reading.matrix();
    assertThat(matrix.columnIndices()).containsExactly(columns);
    assertThat(matrix.values()).containsExactly(entries);
    assertThat(reading.notes())
        .singleElement()
        .asString()
        .matches("1 of [46] entries are unobserved \\(BLANK or NaN\\)");
  }

  @Test
  void blankEntriesAreUnobserved() throws IOException {
    assertObserved("blank.fits", new int[] {1, 2, 0, 1, 2}, 0, 100, 32767, -1, 7);
    assertObserved(
        "blank-scaled.fits", new int[] {1, 2, 0, 1, 2}, 32768, 32868, 65535, 32767, 32775);
    assertObserved("blank-byte.fits", new int[] {0, 1, 1}, 0, 200, 1);
    ObservedMatrix tiles = (ObservedMatrix) read("tiles-blank.fits");
    assertThat(tiles.observedCount()).isEqualTo(ROWS * COLUMNS - 1);
    assertThat(tiles.rowCount(1)).isEqualTo(COLUMNS - 1);
    assertObserved("nan.fits", new int[] {0, 0, 1}, 1, 3, 4);
    assertThatThrownBy(() -> read("all-blank.fits"))
        .hasMessageContaining("all 4 entries of the 2 × 2 matrix are BLANK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiles-lossless",
        "tiles-lossless-1",
        "tiles-quantized",
        "tiles-dithered",
        "tiles-dithered-2",
        "tiles-double",
        "tiles-square",
        "tiles-hcompress",
        "tiles-mixed",
        "tiles-holes"
      })
  void compressedFloatingPointNumbersAreThoseOfAstropy(String name) throws IOException {
    RealMatrix found = read(name + ".fits");
    RealMatrix expected = MatrixFiles.read(file(name + ".npy")).matrix();
    assertThat(found).hasSameClassAs(expected);
    assertThat(found.values()).hasSameSizeAs(expected.values());
    for (int i = 0; i < expected.values().length; i++) {
      // astropy rounds to single precision; half a unit of the numbers up to 128 is 2⁻¹⁸.
      assertThat(found.values()[i])
          .as("element %d", i)
          .isCloseTo(expected.values()[i], org.assertj.core.data.Offset.offset(0x1p-17));
    }
  }

  @Test
  void unitsAreChosenByNameOrNumber() throws IOException {
    Path several = file("several.fits");
    assertThat(MatrixFiles.read(several, "err").matrix().values()).containsExactly(7, 8);
    assertThat(MatrixFiles.read(several, "1").matrix().values()).containsExactly(7, 8);
    assertThat(MatrixFiles.read(several).notes())
        .containsExactly(
            "the image of unit 0, the first of 0: 12 × 20, 1 'ERR': 1 × 2; --variable takes"
                + " another");
    assertThatThrownBy(() -> MatrixFiles.read(several, "SCI"))
        .hasMessageContaining("no image of two dimensions called 'SCI'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cube.fits | found the units 0: 2 × 3 × 4",
        "vector.fits | found the units 0: 5",
        "table.fits | found the units 0: no data, 1 'SPECTRA': a table",
        "no-data.fits | found the units 0: no data",
        "cut-short.fits | it is cut short; copy or fetch it again",
        "packed-cut-short.fits.gz | the compressed data are damaged",
        "packed-damaged.fits.gz | the compressed data are damaged",
        "checksum-flipped.fits | sum"
      })
  void whatIsNoWholeImageIsRefusedByName(String name, String problem) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BITPIX  =                   16 | BITPIX  =                   12 | BITPIX = 12; expected 8",
        "BITPIX  =                   16 | BITPIX  =                 'ab' | BITPIX",
        "BSCALE  =                  0.5 | BSCALE  =                  NAN | BSCALE is 'NAN'",
        "BZERO   =                 10.0 | BZERO   =                 'ab' | BZERO is 'ab'",
        "BZERO   =                 10.0 | BSCALE  =                 10.0 | BSCALE occurs twice"
      })
  void whatScalesPixelsIsANumberGivenOnce(String from, String to, String problem)
      throws IOException {
    String content = Files.readString(file("scaled.fits"), StandardCharsets.ISO_8859_1);
    assertThat(content).contains(from);
    Path changed = folder.resolve("changed.fits");
    Files.writeString(changed, content.replace(from, to), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> MatrixFiles.read(changed))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(changed.toString(), problem)
        .hasMessageNotContaining("java.");
  }

  @Test
  void imagesBesideALargerCubeAreReadOnlyIfTheyAreNamed() throws IOException {
    byte[] several = Files.readAllBytes(file("several.fits"));
    Path cube = folder.resolve("cube.fits");
    Files.copy(file("cube.fits"), cube);
    // The second unit of the other file, after a header and an image of a block each.
    Files.write(
        cube, Arrays.copyOfRange(several, 2 * 2880, several.length), StandardOpenOption.APPEND);
    assertThatThrownBy(() -> MatrixFiles.read(cube))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContainingAll(
            "unit 0: 2 × 3 × 4 has more entries than the matrix that would be read, unit 1 'ERR'",
            "give --variable 1 if the matrix is meant");
    assertThat(MatrixFiles.read(cube, "1").matrix().values()).containsExactly(7, 8);
    assertThat(MatrixFiles.read(file("extension.fits")).notes())
        .containsExactly(
            "the image of unit 2, the only matrix of 0: no data, 1 'CUBE': 2 × 3 × 4, 2 'SCI': 12 ×"
                + " 20");
  }
}
