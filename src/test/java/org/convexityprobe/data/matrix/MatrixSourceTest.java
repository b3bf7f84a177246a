package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import nom.tam.fits.Fits;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

class MatrixSourceTest {
  private static final double[] ENTRIES = {1, 2, 3, 4, 5, 6};

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static RealMatrix read(Path path) throws IOException {
    return MatrixSource.of(path).read().matrix();
  }

  private static void assertSmallMatrix(RealMatrix matrix) {
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(3);
    assertThat(matrix.values()).containsExactly(ENTRIES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1::2::5\n3::2::1\n", "1::2::5::978300760\n3::2::1::978300761\n",
        "user_id,book_id,rating\n1,2,5\n3,2,1\n",
            "userId,movieId,rating,timestamp\n1,2,5,9\n3,2,1,9\n"
      })
  void ratingsHaveARowForEachItem(String text) throws IOException {
    ObservedMatrix matrix = (ObservedMatrix) read(file("ratings.dat", text));
    assertThat(matrix.rows()).isEqualTo(3);
    assertThat(matrix.columns()).isEqualTo(4);
    assertThat(matrix.rowCount(2)).isEqualTo(2);
    assertThat(matrix.columnIndices()).containsExactly(1, 3);
    assertThat(matrix.values()).containsExactly(5, 1);
  }

  @Test
  void tabbedRatingsAreReadWhenAskedFor() throws IOException {
    Path path = file("u.data", "1\t2\t5\t881250949\n3\t2\t1\t881250949\n");
    RealMatrix matrix = MatrixSource.of(path, MatrixFormat.RATINGS).read().matrix();
    assertThat(matrix.values()).containsExactly(5, 1);
  }

  @Test
  void lastOfRepeatedRatingsCountsAndIsNoted() throws IOException {
    MatrixReading reading = MatrixSource.of(file("r.dat", "1::2::5\n1::2::3\n1::2::4\n")).read();
    assertThat(reading.matrix().values()).containsExactly(4);
    assertThat(reading.notes()).last().asString().contains("2 ratings").contains("last");
  }

  @Test
  void netflixTextComesInSeveralFiles() throws IOException {
    Path first = file("a.txt", "1:\n30,4,2005-09-06\n7,1,2005-09-06\n");
    Path second = file("b.txt", "8:\n30,5,2005-09-06\n");
    RealMatrix matrix =
        new MatrixSource(List.of(first, second), MatrixFormat.NETFLIX, null, Spectrogram.DEFAULT)
            .read()
            .matrix();
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(2);
    assertThat(matrix.values()).containsExactly(1, 4, 5);
    assertThat(read(first).values()).containsExactly(1, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,3\n4,5,6\n",
        "a,b,c\n1,2,3\n4,5,6\n",
        "1\t2\t3\n4\t5\t6",
        "x,1,2,3\r\ny,4,5,6\r\n"
      })
  void tablesAreReadWithOrWithoutNames(String text) throws IOException {
    assertSmallMatrix(read(file("table.csv", text)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void seriesMatrixIsReadPlainOrCompressed(boolean compressed) throws IOException {
    String text =
        """
        !Series_title\t"x"
        !series_matrix_table_begin
        "ID_REF"\t"A"\t"B"\t"C"
        "p1"\t1\t2\t3
        "p2"\t4\t5\t6
        !series_matrix_table_end
        """;
    Path path = folder.resolve(compressed ? "series.txt.gz" : "series.txt");
    try (OutputStream out =
        compressed
            ? new GZIPOutputStream(Files.newOutputStream(path))
            : Files.newOutputStream(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertSmallMatrix(read(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%%MatrixMarket matrix array real general\n% note\n2 3\n1\n4\n2\n5\n3\n6\n",
        """
        %%MatrixMarket matrix coordinate integer general
        2 3 6
        1 1 1
        2 1 4
        1 2 2
        2 2 5
        1 3 3
        2 3 6
        """
      })
  void matrixMarketIsReadInBothForms(String text) throws IOException {
    assertSmallMatrix(read(file("m.mtx", text)));
  }

  @Test
  void imagesAreRowsInNumericOrder() throws IOException {
    Path second = Files.createDirectories(folder.resolve("faces/s10"));
    Path first = Files.createDirectories(folder.resolve("faces/s2"));
    Files.writeString(first.resolve("1.pgm"), "P2 # plain\n3 1\n9\n1 2 3\n");
    Files.write(
        second.resolve("1.pgm"),
        new byte[] {'P', '5', ' ', '3', ' ', '1', ' ', '9', '\n', 4, 5, 6});
    assertSmallMatrix(read(folder.resolve("faces")));
  }

  @Test
  void fitsImagesAreScaled() throws IOException {
    Path path = folder.resolve("image.fits");
    try (Fits fits = new Fits()) {
      fits.addHDU(Fits.makeHDU(new short[][] {{0, 2, 4}, {6, 8, 10}}));
      fits.getHDU(0).addValue("BZERO", 1.0, "");
      fits.getHDU(0).addValue("BSCALE", 0.5, "");
      fits.write(path.toFile());
    }
    assertSmallMatrix(read(path));
  }

  @Test
  void matlabVersionFiveIsReadByNameOrSize() throws IOException {
    Path path = folder.resolve("m.mat");
    Matrix large = Mat5.newMatrix(2, 3);
    for (int i = 0; i < 6; i++) {
      large.setDouble(i / 3, i % 3, ENTRIES[i]);
    }
    try (var sink = Sinks.newStreamingFile(path.toFile())) {
      Mat5.newMatFile().addArray("small", Mat5.newScalar(9)).addArray("Y", large).writeTo(sink);
    }
    assertSmallMatrix(read(path));
    MatrixSource small =
        new MatrixSource(List.of(path), MatrixFormat.AUTO, "small", Spectrogram.DEFAULT);
    assertThat(small.read().matrix().values()).containsExactly(9);
    MatrixSource none =
        new MatrixSource(List.of(path), MatrixFormat.AUTO, "Z", Spectrogram.DEFAULT);
    assertThatThrownBy(none::read)
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("'Z'")
        .hasMessageContaining("it holds small (1 × 1 double), Y (2 × 3 double)");
  }

  @Test
  void matlabVersionSevenThreeIsReadTransposed() throws IOException {
    Path path = folder.resolve("v73.mat");
    try (io.jhdf.WritableHdfFile file = io.jhdf.HdfFile.write(path)) {
      file.putDataset("Y", new double[][] {{1, 4}, {2, 5}, {3, 6}});
    }
    assertSmallMatrix(read(path));
  }

  @Test
  void numpyArchivesReturnWhatWasWritten() throws IOException {
    Path path = folder.resolve("m.npz");
    NumpyMatrices.write(path, Map.of("X", new DenseMatrix(2, 3, ENTRIES)));
    assertSmallMatrix(read(path));
  }

  @ParameterizedTest
  @CsvSource({"f8,False", "f4,True", "i2,False", "u1,True"})
  void numpyArraysOfAllKindsAreRead(String type, String order) throws IOException {
    String header =
        "{'descr': '<%s', 'fortran_order': %s, 'shape': (2, 3), }\n".formatted(type, order);
    int width = type.charAt(1) - '0';
    var bytes = java.nio.ByteBuffer.allocate(10 + header.length() + 6 * width);
    bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    boolean columnMajor = order.equals("True");
    for (int i = 0; i < 6; i++) {
      double value = columnMajor ? ENTRIES[(i % 2) * 3 + i / 2] : ENTRIES[i];
      switch (type) {
        case "f8" -> bytes.putDouble(value);
        case "f4" -> bytes.putFloat((float) value);
        case "i2" -> bytes.putShort((short) value);
        default -> bytes.put((byte) value);
      }
    }
    assertSmallMatrix(read(Files.write(folder.resolve("a.npy"), bytes.array())));
  }

  @Test
  void recordingOfOneToneHasOneBrightRow() throws IOException {
    Path path = folder.resolve("tone.wav");
    byte[] samples = new byte[2 * 4096];
    for (int i = 0; i < 4096; i++) {
      short value = (short) (16000 * Math.cos(2 * Math.PI * 20 * i / 256));
      samples[2 * i] = (byte) value;
      samples[2 * i + 1] = (byte) (value >> 8);
    }
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples), format, 4096),
        AudioFileFormat.Type.WAVE,
        path.toFile());
    DenseMatrix matrix =
        (DenseMatrix)
            new MatrixSource(List.of(path), MatrixFormat.AUTO, null, new Spectrogram(256, 64, 0))
                .read()
                .matrix();
    assertThat(matrix.rows()).isEqualTo(129);
    assertThat(matrix.columns()).isEqualTo(61);
    // A cosine of amplitude a in its own bin: a · window / 2 · ½ of the Hann window's mean.
    assertThat(matrix.get(20, 30)).isEqualTo(16000.0 / 32768 * 64, offset(0.01));
    assertThat(matrix.get(40, 30)).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r.dat | 1::2::5#1::2 | :2: 2 fields",
        "r.dat | 1::2::5#1::-3::5 | :2: item '-3' is no whole number from 0",
        "r.dat | 1::2::5#1::2::x | :2: rating 'x' is not a number",
        "r.dat | 1::2::5#::2::5 | :2: no user",
        "r.dat | 1::2::5#2147483647::2::5 | :2: user 2147483647 is above 9999999",
        "t.csv | 1,2#3 | :2: 1 field, but most rows have 2",
        "t.csv | 1,2#3,x | :2: field 2: 'x' is not a number",
        "t.csv | 1,2#3,Infinity | :2: field 2: 'Infinity' is infinite",
        "m.mtx | %%MatrixMarket matrix array complex general#1 1 | :1: field 'complex'",
        "m.mtx | %%MatrixMarket matrix coordinate real general#2 2 1#3 1 5 | :3: entry (3, 1) lies",
        "m.mtx | %%MatrixMarket matrix array real general#2 1#5 | ends before entry (2, 1)",
        "n.txt | 1:#5,3,2005-01-01#5,9,2005-01-01 | :3: rating 9",
        "s.txt | !Series_title | no line !series_matrix_table_begin",
        "s.txt | !a#!series_matrix_table_begin#\"I\"\t\"A\"#\"p\"\t1 | ends before !series_matrix",
        "x.fits | not a fits file | is not a FITS file",
        "x.mat | not a mat file | it is text; expected a MATLAB file",
        "x.wav | not a recording | neither a WAV nor a FLAC",
        "x.flac | fLaC and nothing | its metadata are damaged",
        "x.npy | not an array | does not start as an .npy array",
        "x.npz | not an archive | it is no zip archive"
      })
  void damagedFilesAreNamedWithTheirLine(String name, String text, String problem)
      throws IOException {
    Path path = file(name, text.replace("#", "\n").replace("\\t", "\t") + "\n");
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(problem.strip());
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    Files.writeString(folder.resolve("1.pgm"), "P2 3 1 255 1 2 3\n");
    Files.writeString(folder.resolve("2.pgm"), "P2 1 3 255 1 2 3\n");
    assertThatThrownBy(() -> read(folder))
        .hasMessageContaining("1 × 3")
        .hasMessageContaining("2.pgm");
    Files.write(folder.resolve("2.pgm"), "P5 3 1 255 a".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("ends before its last pixel");
  }

  @ParameterizedTest
  @CsvSource({
    "'P2 3 1 255 1 2 3\n', 'P2 3 1 100 1 2 3\n', from 0 to 100",
    "'P2 3 1 255 1 2 3\n', 'P2 3 1 255 1 2 3\nP2 3 1 255 4 5 6\n', bytes follow its last pixel",
    "'P2 3 1 255 1 2 3\n', 'P2 3 1 255 1 2 300\n', a pixel of 300; expected 0 to 255",
    "'P5 3 1 255 abc', 'P5 3 1 255 abcd', bytes follow its last pixel"
  })
  void imagesOfAnotherScaleOrWithMoreBehindThemAreRefused(
      String first, String second, String problem) throws IOException {
    Files.writeString(folder.resolve("1.pgm"), first.replace("\\n", "\n"));
    Files.writeString(folder.resolve("2.pgm"), second.replace("\\n", "\n"));
    assertThatThrownBy(() -> read(folder))
        .hasMessageContaining("2.pgm")
        .hasMessageContaining(problem);
  }

  @Test
  void matrixTooLargeForTheHeapIsRefusedBeforeReading() throws IOException {
    Path path = file("large.mtx", "%%MatrixMarket matrix array real general\n900000 900000\n1\n");
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(MatrixTooLargeException.class)
        .hasMessageContaining("900000 × 900000")
        .hasMessageContaining("GiB");
  }

  @Test
  void missingFileIsAnError() {
    Path path = folder.resolve("nothing.csv");
    assertThatThrownBy(() -> read(path)).hasMessageContaining(path + ": no such file");
  }

  @ParameterizedTest
  @CsvSource({"gz, true", "bz2, true", "xz, true", "gz, false"})
  void compressedTextIsReadWhateverItsName(String kind, boolean named) throws Exception {
    byte[] text = "a,b,c\n1,2,3\n4,5,6\n".getBytes(StandardCharsets.UTF_8);
    Path path = folder.resolve(named ? "t.csv." + kind : "t.csv");
    String program = kind.equals("gz") ? "gz" : kind.equals("bz2") ? "bzip2" : "xz";
    try (OutputStream out =
        new CompressorStreamFactory()
            .createCompressorOutputStream(program, Files.newOutputStream(path))) {
      out.write(text);
    }
    assertSmallMatrix(read(path));
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length - 5));
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("damaged");
  }

  @Test
  void gzipOfSeveralPartsIsReadToItsEnd() throws IOException {
    Path path = folder.resolve("t.csv.gz");
    try (OutputStream out = Files.newOutputStream(path)) {
      for (String line : new String[] {"1,2,3\n", "4,5,6\n"}) {
        GZIPOutputStream part = new GZIPOutputStream(out);
        part.write(line.getBytes(StandardCharsets.UTF_8));
        part.finish();
      }
    }
    assertSmallMatrix(read(path));
  }

  @Test
  void theOnlyFileOfAFolderIsReadAndSeveralAreListed() throws IOException {
    Path set = Files.createDirectories(folder.resolve("set"));
    assertThatThrownBy(() -> read(set)).hasMessageContaining("a folder without .pgm images");
    Files.writeString(set.resolve("only.csv"), "1,2,3\n4,5,6\n");
    Files.writeString(set.resolve(".hidden"), "x");
    MatrixReading reading = MatrixSource.of(set).read();
    assertSmallMatrix(reading.matrix());
    assertThat(reading.notes()).first().isEqualTo("the folder's only file is read: only.csv");
    Files.writeString(set.resolve("more.csv"), "1");
    assertThatThrownBy(() -> read(set))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("give a file itself: it holds more.csv, only.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html></html> | a web page (HTML); expected a matrix",
        "version https://git-lfs.github.com/spec/v1 | git lfs pull",
        "P5 2 1 255 ab | one PGM image; expected the folder",
        "P6 1 1 255 abc | a PNM image that is not grey",
        "%PDF-1.5 | a PDF document",
        "[[1, 2], [3, 4]] | JSON, or an array as Python prints it",
      })
  void otherFilesAreNamedWhateverTheirName(String content, String problem) throws IOException {
    for (String name : new String[] {"ratings.csv", "x.npy", "x.mat", "x.fits", "x.gz", "x"}) {
      Path path = file(name, content);
      assertThatThrownBy(() -> read(path))
          .isInstanceOf(MatrixFileException.class)
          .hasMessageContaining(path + ": it is ")
          .hasMessageContaining(problem);
    }
    Path forced = file("forced", content);
    assertThatThrownBy(() -> MatrixSource.of(forced, MatrixFormat.DELIMITED).read())
        .hasMessageContaining("expected text");
  }

  @Test
  void optionsForTablesAreRefusedWhereTheyMeanNothing() throws IOException {
    Path path = folder.resolve("m.npy");
    TableOptions options = new TableOptions("tab", null, 1, null, List.of(), false);
    Files.write(path, Files.readAllBytes(MatrixFiles.path("numpy/x-single.npy")));
    MatrixSource source =
        new MatrixSource(List.of(path), MatrixFormat.AUTO, null, Spectrogram.DEFAULT, options);
    assertThatThrownBy(source::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is read as numpy, where --separator and --header have no effect");
  }

  @Test
  void optionsForRecordingsAndVariablesAreRefusedWhereTheyMeanNothing() throws IOException {
    Path table = file("table.csv", "1,2\n3,4\n5,6\n");
    MatrixSource text =
        new MatrixSource(List.of(table), MatrixFormat.AUTO, "X", new Spectrogram(256, 64, 1));
    assertThatThrownBy(text::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "is read as delimited, where --variable and --window and --hop and --channel have no effect");
    Path array = folder.resolve("m.npy");
    Files.write(array, Files.readAllBytes(MatrixFiles.path("numpy/x-single.npy")));
    MatrixSource numbers =
        new MatrixSource(List.of(array), MatrixFormat.AUTO, null, new Spectrogram(2048, 64, 0));
    assertThatThrownBy(numbers::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is read as numpy, where --hop has no effect; leave it out");
  }
}
