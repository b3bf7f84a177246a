package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what SciPy and h5py wrote (matlab/make_matlab_files.py). */
class MatlabFileTest {
  @TempDir private Path folder;

  private static Path file(String name) {
    return MatrixFiles.path("matlab/" + name);
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
        "v4.mat",
        "v4-several.mat",
        "v5.mat",
        "v5-plain.mat",
        "v5-struct.mat",
        "v5-nested.mat",
        "v73.mat",
        "v73-struct.mat"
      })
  void largestMatrixIsReadInEveryVersion(String name) throws IOException {
    assertMatrix(read(name), 2, 3, 1, 2, 3, 4, 5, 6.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4-sparse.mat", "v5-sparse.mat", "v73-sparse.mat"})
  void sparseMatricesHaveTheirZeros(String name) throws IOException {
    MatrixReading reading = MatrixFiles.read(file(name));
    assertMatrix(reading.matrix(), 2, 3, 0, 2, 0, 1, 0, 3);
    assertThat(reading.notes()).anyMatch(note -> note.contains("with 3 stored entries"));
  }

  @Test
  void sparseMatricesMayBeLogicalOrHoldNothing() throws IOException {
    assertMatrix(read("v5-sparse-logical.mat"), 2, 3, 0, 1, 0, 1, 0, 1);
    assertMatrix(read("v73-sparse-logical.mat"), 2, 3, 0, 1, 0, 1, 0, 1);
    assertMatrix(read("v73-sparse-zeros.mat"), 2, 3, 0, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v4-f8", "v4-f4", "v4-i4", "v4-i2", "v4-u2", "v4-u1", "v4-f8-big", "v4-f4-big", "v4-i4-big",
        "v4-i2-big", "v4-u2-big", "v4-u1-big", "v5-f4", "v5-i1", "v5-u1", "v5-i2", "v5-u2", "v5-i4",
        "v5-u4", "v5-i8", "v5-u8"
      })
  void everyKindOfNumberIsRead(String name) throws IOException {
    assertMatrix(read(name + ".mat"), 2, 3, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void truthValuesAreOnesAndZeros() throws IOException {
    assertMatrix(read("v5-logical.mat"), 2, 2, 1, 0, 0, 1);
    assertMatrix(read("v73-logical.mat"), 2, 2, 1, 0, 0, 1);
    assertMatrix(read("h5-bool.h5"), 2, 2, 1, 0, 0, 1);
  }

  /** Row i of the data set is column i of the matrix. */
  private static void assertTransposedRamp(RealMatrix matrix) {
    double[] expected = new double[24];
    Arrays.setAll(expected, k -> k % 4 * 6 + k / 4);
    assertMatrix(matrix, 6, 4, expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "chunks",
        "gzip",
        "shuffle",
        "fletcher",
        "fletcher-gzip",
        "lzf",
        "latest",
        "latest-fixed",
        "latest-extensible",
        "latest-tree",
        "latest-single",
        "latest-second-axis",
        "latest-may-grow",
        "latest-fixed-larger",
        "latest-fixed-pages",
        "filter-mask",
        "f4",
        "f8",
        "f2",
        "i1",
        "u1",
        "i2",
        "u2",
        "i4",
        "u4",
        "i8",
        "u8",
        "nested"
      })
  void dataSetsAreReadHoweverTheyAreStored(String name) throws IOException {
    assertTransposedRamp(read("h5-" + name + ".h5"));
  }

  @Test
  void whatWasNeverWrittenHasTheFillValue() throws IOException {
    RealMatrix matrix = read("h5-fill-value.h5");
    for (int row = 0; row < 6; row++) {
      assertThat(Arrays.copyOfRange(matrix.values(), 4 * row, 4 * row + 4))
          .containsExactly(row, 6 + row, 2.5, 2.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h5-latest-holes.h5", "h5-latest-fixed-holes.h5"})
  void chunksThatWereNeverWrittenDoNotMoveThoseAfterThem(String name) throws IOException {
    double[] expected = new double[90 * 4];
    Arrays.fill(expected, 7);
    for (int j = 0; j < 4; j++) {
      expected[4 + j] = 1 + j;
      expected[4 * 60 + j] = 5 + j;
    }
    assertMatrix(read(name), 90, 4, expected);
  }

  @Test
  void damagedIndexOfChunksIsRefused() throws IOException {
    byte[] content = Files.readAllBytes(file("h5-latest-second-axis.h5"));
    int block = new String(content, StandardCharsets.ISO_8859_1).indexOf("EAIB");
    content[block + 14] ^= 4; // in the address of a chunk
    Path damaged = folder.resolve("damaged.h5");
    Files.write(damaged, content);
    assertThatThrownBy(() -> MatrixFiles.read(damaged))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("the checksum of the index of its chunks is another");
  }

  /** Of two gibibytes and more no part of memory is as long, but the pieces are those of less. */
  @Test
  void dataSetsAreReadPieceByPiece() throws IOException {
    int[][] rows = new int[1100][1000];
    for (int i = 0; i < rows.length; i++) {
      int first = 1000 * i;
      Arrays.setAll(rows[i], j -> first + j);
    }
    Path file = folder.resolve("pieces.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("X", rows);
    }
    double[] expected = new double[1100 * 1000];
    Arrays.setAll(expected, k -> k % 1100 * 1000 + k / 1100);
    assertThat(MatrixFiles.read(file).matrix().values()).isEqualTo(expected);
  }

  @Test
  void integersOf64BitsAreExactOrRefused() throws IOException {
    assertMatrix(read("v5-large-u8.mat"), 2, 2, 0x1p63 + 2048, 1, 2, 3);
    assertMatrix(read("h5-large-u8.h5"), 2, 2, 0x1p63 + 2048, 2, 1, 3);
    for (String name : new String[] {"v5-inexact-u8.mat", "h5-inexact-u8.h5"}) {
      assertThatThrownBy(() -> read(name))
          .isInstanceOf(MatrixFileException.class)
          .hasMessageContaining("9223372036854775809 has more than the 53 bits");
    }
  }

  @ParameterizedTest
  @CsvSource({"v5-nan.mat,1,3,4", "h5-nan.h5,1,3,4"})
  void notANumberMarksAnUnobservedEntry(String name, double first, double second, double third)
      throws IOException {
    MatrixReading reading = MatrixFiles.read(file(name));
    assertThat(reading.matrix().values()).containsExactlyInAnyOrder(first, second, third);
    assertThat(reading.notes()).contains("1 of 4 entries are unobserved (NaN)");
  }

  @ParameterizedTest
  @CsvSource({"v5.mat,k", "v73.mat,k", "v4-several.mat,k", "v5-struct.mat,k"})
  void variablesAreChosenByName(String name, String variable) throws IOException {
    assertMatrix(MatrixFiles.read(file(name), variable).matrix(), 1, 1, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "v5-struct.mat,data.X",
    "v5-nested.mat,a.b.X",
    "v73-struct.mat,data.X",
    "v73-struct.mat,/data/X"
  })
  void fieldsOfStructsHaveTheNamesOfBoth(String name, String variable) throws IOException {
    assertMatrix(MatrixFiles.read(file(name), variable).matrix(), 2, 3, 1, 2, 3, 4, 5, 6.5);
  }

  @Test
  void dataSetsInGroupsHaveTheirPath() throws IOException {
    assertTransposedRamp(MatrixFiles.read(file("h5-nested.h5"), "group/deep/X").matrix());
    assertTransposedRamp(MatrixFiles.read(file("h5-nested.h5"), "/group/deep/X").matrix());
    assertMatrix(MatrixFiles.read(file("h5-nested.h5"), "small").matrix(), 2, 2, 1, 1, 1, 1);
  }

  @Test
  void whatWasChosenOfSeveralIsNoted() throws IOException {
    assertThat(MatrixFiles.read(file("v5.mat")).notes())
        .singleElement()
        .asString()
        .startsWith("X is the largest matrix of X (2 × 3 double), k (1 × 1 double)")
        .contains("text (1 × 35 text)", "--variable takes another");
    assertThat(MatrixFiles.read(file("h5-plain.h5")).notes())
        .singleElement()
        .asString()
        .contains("the rows of the HDF5 file (4 × 6)", "--transpose");
  }

  @Test
  void theOnlyMatrixBesideOtherNumbersIsNoted() throws IOException {
    assertThat(MatrixFiles.read(file("v73-cube.mat")).notes())
        .containsExactly("X is the only matrix of X (3 × 2 float64), cube (1 × 2 × 3 float64)");
    assertThat(MatrixFiles.read(file("h5-nested.h5"), "small").notes())
        .noneMatch(note -> note.contains("only matrix"));
  }

  @ParameterizedTest
  @CsvSource({"v5-labels.mat,2 × 3 × 4 double", "v73-labels.mat,4 × 3 × 2 float64"})
  void labelsOfLargerCubesAreReadOnlyIfTheyAreNamed(String name, String cube) throws IOException {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContainingAll(
            "X (" + cube + ") has more entries than the matrix that would be read, gt (",
            "give --variable gt if the matrix is meant");
    assertMatrix(MatrixFiles.read(file(name), "gt").matrix(), 2, 3, 1, 2, 3, 4, 5, 6.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v4-complex.mat | its entries are complex",
        "v4-vax.mat | numbers of a VAX",
        "v4-cut-short.mat | it is cut short",
        "v5-complex.mat | X: its entries are complex",
        "v5-cube.mat | no matrix of numbers in two dimensions; it holds X (2 × 3 × 2 double)",
        "v5-text.mat | no matrix of numbers in two dimensions; it holds X (",
        "v5-cell.mat | no matrix of numbers in two dimensions; it holds c (1 × 2 cell), text (1 × 1 text)",
        "v5-structs.mat | no matrix of numbers in two dimensions; it holds s (1 × 2 struct array)",
        "v5-empty.mat | no matrix of numbers in two dimensions; it holds X (0 × 3 double)",
        "v5-cut-short.mat | ends after the file: it is cut short",
        "v5-damaged.mat | is damaged",
        "v5-checksum.mat | is damaged (incorrect data check)",
        "v73-complex.mat | X: its entries are complex",
        "v73-empty.mat | no matrix of numbers in two dimensions; it holds X (an empty matrix)",
        "v73-text.mat | no matrix of numbers in two dimensions; it holds X (2 × 3 char)",
        "v73-objects.mat | no matrix of numbers in two dimensions; it holds T (a table; save T.Variables as a matrix), d (1 × 6 datetime), s (1 × 6 string), u (1 × 6 object)",
        "v73-sparse-outside.mat | lies outside the 2 × 3 sparse matrix",
        "h5-vector.h5 | no matrix of numbers in two dimensions; it holds y (5 float64)",
        "h5-text.h5 | no matrix of numbers in two dimensions; it holds X (1 × 2 of StringData)",
        "h5-external.h5 | no matrix of numbers in two dimensions; it holds X (a link to another place)",
        "h5-virtual.h5 | is not a readable HDF5 file: Virtual storage is not supported; in Python, copy",
        "h5-anndata.h5ad | it is a sparse matrix of AnnData",
        "h5-anndata-pca.h5ad | X: it is a sparse matrix of AnnData",
        "h5-anndata-old.h5ad | X: it is a sparse matrix of AnnData",
        "h5-10x.h5 | matrix: it is a sparse matrix of 10x Genomics",
        "h5-scale-offset.h5 | /X is packed by filters of which one is not read (scaleoffset); unpack it: h5repack",
        "h5-fletcher-flipped.h5 | the Fletcher-32 checksum of a chunk",
        "h5-gzip-checksum.h5 | incorrect data check",
        "h5-latest-single-checksum.h5 | incorrect data check",
        "h5-cut-short.h5 | announces 2240 bytes, but has 2140: it is cut short"
      })
  void whatIsNoWholeMatrixIsRefusedByName(String name, String problem) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(problem);
  }

  @Test
  void unknownNamesAreAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> MatrixFiles.read(file("v5.mat"), "Z"))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("no variable 'Z'; it holds X (2 × 3 double), k (1 × 1 double)");
    assertThatThrownBy(() -> MatrixFiles.read(file("v5-cell.mat"), "c"))
        .hasMessageContaining("c: it is 1 × 2 cell; expected a matrix of numbers");
    assertThatThrownBy(() -> MatrixFiles.read(file("v73.mat"), "cube"))
        .hasMessageContaining("cube: it has 3 dimensions; expected two");
  }

  @Test
  void twoMatricesOfOneNameAreRefused() throws IOException {
    byte[] once = Files.readAllBytes(file("v4.mat"));
    Path twice = folder.resolve("twice.mat");
    Files.write(twice, once);
    Files.write(twice, once, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> MatrixFiles.read(twice))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(twice.toString(), "occurs twice");
  }

  /** The expected entries are those that netCDF4 reads; NaN stands for one that it masks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nc-packed.nc | 274.15,269.15;_,278.15;276.15,273.15 | the fill value -32767",
        "nc-missing-value.nc | 1,_;_,3;2,4 | the fill value 1.0000000200408773E20",
        "nc-unwritten.nc | 1,_;2,_;3,_ | the fill value 9.969209968386869E36",
        "nc-unsigned.nc | 2,256;_,508;254,0 | the fill value -1",
        "nc-int64.nc | 1,3;_,4;2,5 | the fill value -9223372036854775806",
        "nc-uint64.nc | 1,3;_,4;2,5 | the fill value 18446744073709551615",
        "nc-valid-range.nc | 274.15,_;_,_;276.15,273.15 | outside the valid range from -200 to 300",
        "nc-valid-max.nc | _,0.10000000149011612;_,_;_,-4 | above the valid maximum of 0.10000000149011612",
        "nc-valid-unsigned.nc | 1,128;_,_;127,_ | outside the valid range from 1 to 129",
      })
  void numbersOfNetcdfAreUnpackedAndItsFillValuesUnobserved(
      String name, String entries, String mark) throws IOException {
    MatrixReading reading = MatrixFiles.read(file(name));
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo(entries);
    assertThat(reading.notes())
        .anyMatch(note -> note.contains("unobserved (NaN or") && note.contains(mark));
  }

  @Test
  void howNumbersOfNetcdfArePackedIsNoted() throws IOException {
    assertThat(MatrixFiles.read(file("nc-packed.nc")).notes())
        .contains(
            "entries are 273.15 + 0.01 × the stored number, by its attributes add_offset and"
                + " scale_factor");
    assertThat(MatrixFiles.read(file("nc-unsigned.nc")).notes())
        .contains("integers without a sign, as the attribute _Unsigned says");
    assertThatThrownBy(() -> read("nc-scale-text.nc"))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("the attribute scale_factor of /t is '0.01'; expected a number");
  }

  @Test
  void xOfAnnDataIsReadHoweverLargeTheOthersAre() throws IOException {
    MatrixReading reading = MatrixFiles.read(file("h5-anndata-among-larger.h5ad"));
    assertTransposedRamp(reading.matrix());
    assertThat(reading.notes().get(0))
        .startsWith("X is the matrix of AnnData, of X (4 × 6 float64)")
        .contains("raw/X (4 × 50 float64)", "--variable takes another");
    assertThat(MatrixFiles.read(file("h5-anndata-among-larger.h5ad"), "raw/X").matrix().rows())
        .isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {8192, 65536})
  void blockOfAnySizeMayStandBeforeHdf5(int size) throws IOException {
    byte[] plain = Files.readAllBytes(file("h5-plain.h5"));
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).putLong(24, size);
    Path shifted = folder.resolve("shifted.h5");
    Files.write(shifted, new byte[size]);
    Files.write(shifted, plain, StandardOpenOption.APPEND);
    assertTransposedRamp(MatrixFiles.read(shifted).matrix());
  }

  /** Any program may leave room before an HDF5 file, where MATLAB has its name. */
  @Test
  void roomBeforeAFileMakesItNoneOfMatlab() throws IOException {
    byte[] plain = Files.readAllBytes(file("h5-plain.h5"));
    // The superblock (version 0) says where the file's own addresses begin.
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).putLong(24, 512);
    Path shifted = folder.resolve("shifted.h5");
    Files.write(shifted, new byte[512]);
    Files.write(shifted, plain, StandardOpenOption.APPEND);
    MatrixReading reading = MatrixFiles.read(shifted);
    assertTransposedRamp(reading.matrix());
    assertThat(reading.notes()).anyMatch(note -> note.contains("--transpose exchanges them"));
  }
}
