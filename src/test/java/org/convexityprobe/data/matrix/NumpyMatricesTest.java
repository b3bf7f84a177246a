package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.convexityprobe.data.NumpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what NumPy and SciPy wrote (numpy/make_numpy_files.py). */
class NumpyMatricesTest {
  @TempDir private Path folder;

  private static Path file(String name) {
    return MatrixFiles.path("numpy/" + name);
  }

  private static RealMatrix read(String name) throws IOException {
    return MatrixFiles.read(file(name)).matrix();
  }

  private static void assertMatrix(RealMatrix matrix, int rows, int columns, double... entries) {
    assertThat(matrix).isInstanceOf(DenseMatrix.class);
    assertThat(matrix.rows()).isEqualTo(rows);
    assertThat(matrix.columns()).isEqualTo(columns);
    assertThat(matrix.values()).containsExactly(entries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-half.npy",
        "x-half-big.npy",
        "x-single.npy",
        "x-single-big.npy",
        "x-double-big.npy",
        "x-fortran.npy",
        "head-no-blanks.npy",
        "head-many-blanks.npy",
        "head-double-quotes.npy",
        "head-python2.npy",
        "head-unpadded.npy",
        "head-version2.npy",
        "head-version3.npy",
        "head-named-type.npy",
        "several.npz",
        "packed.npz",
        "stored-through-pipe.npz",
        "deflated-through-pipe.npz",
        "with-notes.npz"
      })
  void floatingPointNumbersOfAnyHeaderOrderAndPackingAreRead(String name) throws IOException {
    assertMatrix(read(name), 2, 3, 1, 2, 3, 4, 5, 6.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"})
  void integersOfEveryWidthAreRead(String type) throws IOException {
    assertMatrix(read("whole-" + type + ".npy"), 2, 3, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void truthValuesAreOnesAndZeros() throws IOException {
    assertMatrix(read("bool.npy"), 2, 2, 1, 0, 0, 1);
  }

  @Test
  void integersOf64BitsAreExactOrRefused() throws IOException {
    assertMatrix(read("large-u8.npy"), 2, 2, 0x1p63 + 2048, 1, 0x1p64 - 2048, 3);
    assertMatrix(read("large-i8.npy"), 2, 2, 1, 2, -0x1p63, 0x1p62);
    assertThatThrownBy(() -> read("inexact-u8.npy"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("inexact-u8.npy")
        .hasMessageContaining("9223372036854775809 has more than the 53 bits");
    assertThatThrownBy(() -> read("inexact-i8.npy")).hasMessageContaining("9007199254740993");
  }

  @Test
  void notANumberMarksAnUnobservedEntry() throws IOException {
    MatrixReading reading = MatrixFiles.read(file("nan.npy"));
    ObservedMatrix matrix = (ObservedMatrix) reading.matrix();
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(3);
    assertThat(matrix.columnIndices()).containsExactly(0, 2, 0, 1);
    assertThat(matrix.values()).containsExactly(1, 3, 4, 5);
    assertThat(reading.notes()).containsExactly("2 of 6 entries are unobserved (NaN)");
  }

  @Test
  void labelsOfLargerCubesAreReadOnlyIfTheyAreNamed() throws IOException {
    Path cube = folder.resolve("cube.npz");
    try (OutputStream out = Files.newOutputStream(cube)) {
      NumpyWriter archive = new NumpyWriter(out);
      archive.add("X", List.of(1, 2, 3), new double[6]);
      archive.add("gt", List.of(1, 2), new double[] {7, 8});
      archive.finish();
    }
    assertThatThrownBy(() -> MatrixFiles.read(cube))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContainingAll(
            "'X' (1, 2, 3) <f8 has more entries than the matrix that would be read, 'gt' (1, 2)",
            "give --variable gt if the matrix is meant");
    assertMatrix(MatrixFiles.read(cube, "gt").matrix(), 1, 2, 7, 8);
  }

  @Test
  void theOnlyMatrixBesideOtherNumbersIsNoted() throws IOException {
    Path file = folder.resolve("vector.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NumpyWriter archive = new NumpyWriter(out);
      archive.add("X", List.of(1, 2), new double[] {7, 8});
      archive.add("y", List.of(5), new double[5]);
      archive.finish();
    }
    assertThat(MatrixFiles.read(file).notes())
        .containsExactly("array 'X' is the only matrix of 'X' (1, 2) <f8, 'y' (5,) <f8");
  }

  @Test
  void largestMatrixOfAnArchiveIsReadUnlessOneIsNamed() throws IOException {
    Path several = file("several.npz");
    assertThat(MatrixFiles.read(several).notes())
        .singleElement()
        .asString()
        .contains("array 'X' is the largest", "'y' (2,)", "'small' (1, 2)", "--variable");
    assertMatrix(MatrixFiles.read(several, "small").matrix(), 1, 2, 1, 1);
    assertThatThrownBy(() -> MatrixFiles.read(several, "Z"))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(
            "no array 'Z'; it holds 'y' (2,) <i8, 'small' (1, 2) <f8, 'X' (2, 3)");
    assertThatThrownBy(() -> MatrixFiles.read(several, "y"))
        .hasMessageContaining("'y' (2,) <i8 has 1 dimensions; expected two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "complex.npy | 'complex': its elements are complex ('<c16')",
        "record.npy | a record of 'a', 'b'; save one of them",
        "records.npy | 'records': its elements are a record of 'a', 'b'; save one of them",
        "packed-bzip2.npz | its arrays are packed by bzip2; expected Deflate or none",
        "packed-lzma.npz | its arrays are packed by LZMA; expected Deflate or none",
        "scipy-unnamed-csc.npz | whose format is not named, and no csr",
        "object.npy | pickled Python objects, which are never loaded",
        "text.npy | type '<U1'; expected numbers",
        "date.npy | type '<M8[D]'; expected numbers",
        "raw.npy | '|V2', bytes whose type NumPy does not know, such as bfloat16",
        "longdouble.npy | type '<f16'; expected numbers",
        "vector.npy | (2,) <f8 has 1 dimensions; expected two",
        "cube.npy | (2, 3, 2) <f8 has 3 dimensions; expected two",
        "no-rows.npy | a matrix of 0 × 3",
        "cut-short.npy | takes 176 bytes with the header; found 173: it is cut short",
        "trailing.npy | takes 176 bytes with the header; found 182",
        "complex-largest.npz | 'Z': its elements are complex",
        "vectors.npz | no array of two dimensions; it holds 'a' (2,) <i8, 'b' (2, 3, 2) <f8",
        "scipy-outside.npz | lies outside the 4 × 4 sparse matrix",
        "scipy-starts.npz | expected 5 that ascend from 0",
        "scipy-lil.npz | format 'lil'; expected csr, csc, bsr, coo or dia"
      })
  void whatIsNoMatrixIsRefusedByName(String name, String problem) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file(name).toString())
        .hasMessageContaining(problem);
  }

  @Test
  void damageInAnArchiveIsFound() {
    assertThatThrownBy(() -> read("damaged.npz"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged.npz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csr", "csc", "bsr", "coo", "dia", "blocks", "whole"})
  void sparseMatricesOfScipyHaveZerosWhereNothingIsStored(String kind) throws IOException {
    MatrixReading reading = MatrixFiles.read(file("scipy-" + kind + ".npz"));
    assertMatrix(reading.matrix(), 4, 4, 0, 2, 0, 0, 1, 0, 3, 0, 0, 0, 0, 5, 0, 4, 0, 0);
    assertThat(reading.notes()).singleElement().asString().contains("SciPy's", "stored entries");
  }

  @Test
  void partsOfCsrAreReadWithoutItsName() throws IOException {
    MatrixReading reading = MatrixFiles.read(file("scipy-unnamed.npz"));
    assertMatrix(reading.matrix(), 2, 3, 0, 2, 0, 1, 0, 3);
    assertThat(reading.notes())
        .anyMatch(note -> note.contains("csr, which the file does not name"));
  }

  @Test
  void entriesStoredTwiceAddUp() throws IOException {
    assertMatrix(read("scipy-twice.npz"), 2, 2, 3, 0, 0, 4);
  }
}
