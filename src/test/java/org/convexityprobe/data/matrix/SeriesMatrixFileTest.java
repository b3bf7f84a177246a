package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of GEO series matrices; # ends a line and → is a tab. */
class SeriesMatrixFileTest {
  @TempDir private Path folder;

  private Path series(String table) throws IOException {
    String text =
        "!Series_title→\"a title\"#!Series_summary→\"1,2,3\"##!series_matrix_table_begin#" + table;
    return Files.writeString(
        folder.resolve("GSE1_series_matrix.txt"), text.replace("#", "\n").replace("→", "\t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        // The exclamation mark that ends the table separates here, so that it is written as ¡.
        "\"p1\"→1→2#\"p2\"→3→4 ! 1,2;3,4",
        "10338001→1.5→2.5#10338002→3.5→4.5 ! 1.5,2.5;3.5,4.5",
        "\"10338001\"→1.5→2.5 ! 1.5,2.5",
        "\"a#b\"→1→2#\"c\"→3→4 ! 1,2;3,4",
        "p→null→2#q→→4 ! _,2;_,4",
        "p→1#q→3→4 ! 1,_;3,4",
        "p→\"1\"→\"2\" ! 1,2",
      })
  void firstColumnIsNeverData(String rows, String expected) throws IOException {
    Path file = series("\"ID_REF\"→\"GSM1\"→\"GSM2\"#" + rows + "#!series_matrix_table_end#");
    MatrixReading reading = MatrixSource.of(file).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo(expected);
    assertThat(reading.columnNames()).containsExactly("GSM1", "GSM2");
    assertThat(reading.notes())
        .first()
        .asString()
        .startsWith("series matrix: 1 header row, 1 index");
  }

  @Test
  void aDecimalCommaIsReadWhereItIsGiven() throws IOException {
    Path file = series("\"ID_REF\"→\"a\"→\"b\"#p→1,5→2#q→3→4,25#!series_matrix_table_end#");
    assertThatThrownBy(() -> MatrixSource.of(file).read()).hasMessageContaining("--decimal comma");
    TableOptions comma = new TableOptions(null, "comma", null, null, List.of(), false);
    MatrixSource source =
        new MatrixSource(List.of(file), MatrixFormat.AUTO, null, Spectrogram.DEFAULT, comma);
    assertThat(MatrixFiles.text(source.read().matrix())).isEqualTo("1.5,2;3,4.25");
  }

  @Test
  void tabsThatEndLinesMakeNoSample() throws IOException {
    Path file = series("\"ID_REF\"→\"a\"→\"b\"→#p→1→2→#q→3→4→#!series_matrix_table_end#");
    MatrixReading reading = MatrixSource.of(file).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("1,2;3,4");
    assertThat(reading.columnNames()).containsExactly("a", "b");
  }

  @Test
  void namesOfProbesMayHoldLineBreaks() throws IOException {
    Path file = series("\"ID_REF\"→\"GSM1\"#\"a#b\"→1#c→x#!series_matrix_table_end#");
    assertThatThrownBy(() -> MatrixSource.of(file).read()).hasMessageContaining(":8: field 2: 'x'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ID_REF\"→\"GSM1\"#!series_matrix_table_end | the table has no rows; where a series",
        "!series_matrix_table_end | the table has no rows",
        "\"ID_REF\"→\"GSM1\"#p→1 | the file ends before !series_matrix_table_end",
        "\"ID_REF\"→\"GSM1\"#p→1→2#!series_matrix_table_end | :6: 3 fields, but the header has 2",
        "\"ID_REF\"→\"a\"#p→1#!series_matrix_table_end#!x→1#!series_matrix_table_begin#\"ID_REF\"→\"b\"#p→1#!series_matrix_table_end | :9: a second table begins here",
        "\"ID_REF\"#p#!series_matrix_table_end | one field; expected ID_REF",
        "\"ID_REF\"→\"GSM1\"#p→null#!series_matrix_table_end | all 1 entries are missing",
      })
  void whatIsNoTableIsSaid(String table, String problem) throws IOException {
    Path file = series(table + "#");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  @Test
  void otherFilesOfGeoAreNotTakenForASeriesMatrix() throws IOException {
    Path file = Files.writeString(folder.resolve("family.soft"), "^DATABASE = GeoMiame\n!x = y\n");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .hasMessageContaining("expected a GEO series matrix, such as");
  }
}
