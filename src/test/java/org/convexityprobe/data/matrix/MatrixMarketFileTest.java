package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matrix Market files of every kind; # ends a line, and the banner's first word is left out. */
class MatrixMarketFileTest {
  @TempDir private Path folder;

  private MatrixReading read(String text) throws IOException {
    String banner =
        text.toLowerCase(Locale.ROOT).contains("matrixmarket") ? "" : "%%MatrixMarket matrix ";
    return MatrixSource.of(
            Files.writeString(folder.resolve("m"), banner + text.replace("#", "\n") + "\n"))
        .read();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array real general#2 2#1#3#2#4 | 1,2;3,4",
        "array integer general#2 2#1#3#2#4 | 1,2;3,4",
        "array real symmetric#2 2#1#2#3 | 1,2;2,3",
        "array real skew-symmetric#3 3#1#2#3 | 0,-1,-2;1,0,-3;2,3,0",
        "array real hermitian#2 2#1#2#3 | 1,2;2,3",
        "array double general#1 2#1e0#-2.5E+01 | 1,-25",
        "array real general#1 2#1#nan | 1,_",
        "coordinate real general#2 2 2#1 1 1#2 2 4 | 1,_;_,4",
        "coordinate integer symmetric#2 2 2#1 1 1#2 1 4 | 1,4;4,_",
        "coordinate integer symmetric#2 2 1#1 2 4 | _,4;4,_",
        "coordinate real skew-symmetric#2 2 1#2 1 4 | _,-4;4,_",
        "coordinate real hermitian#2 2 1#2 1 4 | _,4;4,_",
        "coordinate pattern general#2 2 2#1 2#2 1 | _,1;1,_",
        "coordinate pattern symmetric#3 3 2#2 1#3 2 | _,1,_;1,_,1;_,1,_",
        "coordinate unsigned-integer general#1 2 1#1 2 7 | _,7",
        "COORDINATE Real General#% note##  %  another#1 2 1## 1   2   7 ## | _,7",
        "  %%MatrixMarket   matrix  array real\tgeneral  #2 1#1#2 | 1;2",
        "%MatrixMarket matrix array real general#2 1#1#2 | 1;2",
        "#%%matrixmarket MATRIX array real general#2 1#1#2 | 1;2",
      })
  void fieldsAndSymmetriesAreRead(String text, String expected) throws IOException {
    assertThat(MatrixFiles.text(read(text.replace("\\t", "\t")).matrix())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coordinate real general#2 2 3#1 1 1#1 1 2#2 2 4 | 3,_;_,4",
        "coordinate real symmetric#2 2 2#2 1 1#2 1 2 | _,3;3,_",
      })
  void valuesOfTheSamePlaceAddUpAndAreNoted(String text, String expected) throws IOException {
    MatrixReading reading = read(text);
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo(expected);
    assertThat(reading.notes())
        .contains("1 entry of the file has the place of an earlier one; their values add up");
  }

  @Test
  void entriesThatAreNotStoredAreNotedAsUnobserved() throws IOException {
    String note = "%d of 4 entries are stored; the others are unobserved, not zeros";
    assertThat(read("coordinate real general#2 2 1#1 2 7").notes()).contains(note.formatted(1));
    assertThat(read("coordinate real symmetric#2 2 1#2 1 7").notes()).contains(note.formatted(2));
    assertThat(read("coordinate real general#1 1 1#1 1 7").notes())
        .containsExactly("Matrix Market: coordinate, real, no missing values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coordinate real general#2 2 2#1 1 1#2 2 4#1 2 9 | :5: '1 2 9' after the last of 2 entries",
        "coordinate real general#2 2 3#1 1 1#2 2 4 | ends before entry 3 of 3",
        "array real general#1 2#1#2#3 | :5: '3' after the last of 1 × 2 entries",
        "array complex general#1 1#1 0 | :1: field 'complex'; expected real, double, integer",
        "array quaternion general#1 1#1 | :1: field 'quaternion'",
        "vector real general#1#1 | :1: format 'vector'; expected coordinate, array",
        "array real diagonal#1 1#1 | :1: symmetry 'diagonal'",
        "%%MatrixMarket tensor array real general#1 1#1 | :1: object 'tensor'",
        "array pattern general#1 1#1 | a pattern matrix that is an array",
        "coordinate pattern skew-symmetric#1 1 1#1 1 | a pattern matrix that is skew-symmetric",
        "array real#1 1#1 | :1: expected '%%MatrixMarket matrix coordinate",
        "array real symmetric#2 3#1 | :2: a symmetric matrix of 2 × 3; expected as many rows",
        "coordinate real symmetric#2 2 2#1 2 1#2 1 1 | :4: entry (2, 1) on the other side",
        "coordinate real skew-symmetric#2 2 1#1 1 1 | :3: an entry on the diagonal",
        "coordinate integer general#2 2 1#1 1 1.5 | :3: '1.5' in a matrix of integers",
        "array integer general#1 1#1e-1 | :3: '1e-1' in a matrix of integers",
        "coordinate real general#2 2 1#1 1 x | :3: 'x' is not a finite number",
        "coordinate real general#2 2 1#1 1 inf | :3: 'inf' is not a finite number",
        "coordinate real general#2 2 1#1 1 | :3: 2 fields; expected row, column, value",
        "coordinate pattern general#2 2 1#1 1 5 | :3: 3 fields; expected row and column",
        "coordinate real general#2 2 1#0 1 5 | :3: entry (0, 1) lies outside",
        "coordinate real general#2 2#1 1 5 | :2: '2 2'; expected the numbers of rows",
        "coordinate real general#2147483647 2 1#1 1 5 | expected at most 10000000 rows",
        "coordinate real general#2 2 0 | no entries",
        "array real general#0 2 | a matrix of 0 × 2",
        "array real general#1 1#nan | all entries are missing",
      })
  void faultsAreNamedWithTheirLine(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(folder.resolve("m").toString())
        .hasMessageContaining(problem);
  }
}
