package org.convexityprobe.data.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text tables as pandas, R, NumPy, Excel and people write them. In the texts # ends a line, → is a
 * tab, and % starts a comment that NumPy would start with #; in what is expected, ; ends a row and
 * _ is a missing value.
 */
class TextTableTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return file(text, StandardCharsets.UTF_8);
  }

  private Path file(String text, Charset charset) throws IOException {
    String lines = text.strip().replace("#", "\n").replace("→", "\t").replace("·", " ");
    return Files.writeString(folder.resolve("table"), lines + "\n", charset);
  }

  private static MatrixReading read(Path file, TableOptions options) throws IOException {
    return new MatrixSource(List.of(file), MatrixFormat.AUTO, null, Spectrogram.DEFAULT, options)
        .read();
  }

  private void assertRows(String text, String expected) throws IOException {
    assertThat(MatrixFiles.text(MatrixSource.of(file(text)).read().matrix()))
        .as(text)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,2#3,4 ! 1,2;3,4",
        "1→2#3→4 ! 1,2;3,4",
        "1;2#3;4 ! 1,2;3,4",
        "1|2#3|4 ! 1,2;3,4",
        "1·2#3·4 ! 1,2;3,4",
        "··1···2#3→4 ! 1,2;3,4",
        "1.0e+00·2.0e+00#3.0E0·4e0 ! 1,2;3,4",
        "1, 2#3 ,4 ! 1,2;3,4",
        "1→·2#3·→4 ! 1,2;3,4",
        "\"1\",\"2\"#\"3\",\"4\" ! 1,2;3,4",
        "+1,.5#3.,-4 ! 1,0.5;3,-4",
        "1#2#3 ! 1;2;3",
        "1,2,3 ! 1,2,3",
        "1,2,#3,4, ! 1,2;3,4",
        "1,2,,#3,4,, ! 1,2;3,4",
        "a,b,#1,2,#3,4, ! 1,2;3,4",
        "|1|2|#|3|4| ! 1,2;3,4",
        "|a|b|#|1|2|#|3|4| ! 1,2;3,4",
        "|name|b|#|x|2|#|y|4| ! 2;4",
        "##1,2###3,4## ! 1,2;3,4",
      })
  void separatorsAreRecognised(String text, String expected) throws IOException {
    assertRows(text, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,5;2,5#3,0;4,0 ! 1.5,2.5;3,4",
        "1,5→2,5#3,0→4,0 ! 1.5,2.5;3,4",
        "1,5·2,5#3,0·4,0 ! 1.5,2.5;3,4",
        "\"1,5\",\"2,5\"#\"3,0\",\"4,0\" ! 1.5,2.5;3,4",
        "a;b#1,5E+02;2#3;4 ! 150,2;3,4",
        "1.234,5;2#3;4 ! 1234.5,2;3,4",
        "1.234.567;2#3;4 ! 1234567,2;3,4",
        "0,123;2#3;4 ! 0.123,2;3,4",
        "0.123;2#3;4 ! 0.123,2;3,4",
        "\"1,234\",2#3,4 ! 1234,2;3,4",
        "\"1,234.5\",2#3,4 ! 1234.5,2;3,4",
        "1,234.5→2#3→4 ! 1234.5,2;3,4",
        "1'234.5;2#3;4 ! 1234.5,2;3,4",
        "1\u00a0234,5;2#3;4 ! 1234.5,2;3,4",
        "1\u202f234,5;2#3;4 ! 1234.5,2;3,4",
        "1 234,5;2#3;4 ! 1234.5,2;3,4",
        "1.500→2.250#3.125→4.750 ! 1.5,2.25;3.125,4.75",
      })
  void decimalMarksAndThousandsAreRecognised(String text, String expected) throws IOException {
    assertRows(text, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        // pandas: to_csv of a frame with default labels, without them, of one row.
        ",0,1#0,0.1,0.2#1,0.3,0.4 ! 0.1,0.2;0.3,0.4",
        "0,1,2#0.1,0.2,0.3#0.4,0.5,0.6 ! 0.1,0.2,0.3;0.4,0.5,0.6",
        ",a,b#0,0.1,0.2 ! 0.1,0.2",
        ",2001,2002#0,1,2#1,3,4 ! 1,2;3,4",
        "Unnamed: 0,a,b#7,1,2#9,3,4 ! 1,2;3,4",
        // R: write.csv, write.csv2, write.table with its short header, without a header.
        "\"\",\"V1\"#\"1\",0.1#\"2\",0.2 ! 0.1;0.2",
        "\"\";\"V1\"#\"1\";0,1#\"2\";0,2 ! 0.1;0.2",
        "\"V1\"→\"V2\"#\"1\"→0.1→0.3#\"2\"→0.2→0.4 ! 0.1,0.3;0.2,0.4",
        "\"V1\" \"V2\"#\"1\" 0.1 0.3#\"2\" 0.2 0.4 ! 0.1,0.3;0.2,0.4",
        "\"1\" 0.1 0.3#\"2\" 0.2 0.4 ! 0.1,0.3;0.2,0.4",
        // Names of rows that are words, numbers, or look like Java's numbers.
        "gene,s1,s2#1D,1,2#2F,3,4 ! 1,2;3,4",
        "gene,1d,2d#A,1,2#B,3,4 ! 1,2;3,4",
        "gene,s1,s2#10338001,1.5,2.5#10338002,3.5,4.5 ! 1.5,2.5;3.5,4.5",
        "gene,symbol,s1,s2#ENSG1,TP53,1,2#ENSG2,BRCA1,3,4 ! 1,2;3,4",
        "x,1,2,3#y,4,5,6 ! 1,2,3;4,5,6",
        "2001-01-01,1,2#2001-01-02,3,4 ! 1,2;3,4",
        "\"Smith, John\",1,2#\"a\"\"b\",3,4 ! 1,2;3,4",
        "A,NA,2#B,3,4 ! _,2;3,4",
        "NA,1,2#Namibia,3,4 ! 1,2;3,4",
        // Headers of numbers.
        "country,2001,2002#A,1,2#B,3,4 ! 1,2;3,4",
        "2001,2002#1,2#3,4 ! 1,2;3,4",
        "a,b#1,2#3,4 ! 1,2;3,4",
        "a#1#2 ! 1;2",
        "my value#1#2 ! 1;2",
        "wave length,400.5,410.5#s1,0.1,0.2#s2,0.3,0.4 ! 400.5,410.5;0.1,0.2;0.3,0.4",
        "name,400.5,410.5#s1,0.1,0.2#s2,0.3,0.4 ! 0.1,0.2;0.3,0.4",
        // Quantiles, as pandas describes a table, and bins.
        ",a,b#count,1,2#mean,3,4#25%,5,6 ! 1,2;3,4;5,6",
        "bin,a#1-2,1#3-4,2 ! 1;2",
        // pandas' pivot: ids of users and of items.
        "user_id,101,102,103#1,5,0,3#2,0,4,1 ! 5,0,3;0,4,1",
        // Genes with their numbers and places: cBioPortal, featureCounts, bins of a genome.
        "Hugo_Symbol→Entrez_Gene_Id→a→b#TP53→7157→1.5→2#BRCA1→672→3→4#X→→5→6 ! 1.5,2;3,4;5,6",
        "Geneid→Chr→Start→End→Strand→Length→a→b#G1→1→10→20→+→11→0→1#G2→1→30→40→-→11→2→3 ! 0,1;2,3",
        "Geneid→Chr→Start→Length→a#G1→c1;c1→10;20→11→0#G2→c1;c1→30;40→11→2 ! 0;2",
        "chr→start→end→s1→s2#1→10→20→1→2#1→20→30→3→4 ! 1,2;3,4",
        ",Unnamed: 0,s0,s1#0,0,7,8#1,1,9,7 ! 7,8;9,7",
        "\"EntrezID\" \"a\"#\"x\" 5 1#\"z\" 7 2 ! 1;2",
      })
  void namesOfRowsAndColumnsAreLeftOut(String text, String expected) throws IOException {
    assertRows(text, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,NA#,4 ! 1,_;_,4",
        "1,nan#3,4 ! 1,_;3,4",
        "NA,1,2#3,4,5 ! _,1,2;3,4,5",
        "1,NULL#<NA>,4 ! 1,_;_,4",
        "1,n/a#None,4 ! 1,_;_,4",
        "a,b#1,#,4 ! 1,_;_,4",
        "1,2#,#3,4 ! 1,2;_,_;3,4",
        "1→→3#4→5→6 ! 1,_,3;4,5,6",
      })
  void missingValuesAreUnobserved(String text, String expected) throws IOException {
    assertRows(text, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,?#3,4 ! ? ! 1,_;3,4",
        "1,-999#3,4 ! -999 ! 1,_;3,4",
        "1,-999.00#3,4 ! -999 ! 1,_;3,4",
        "1,.#-,4 ! .|- ! 1,_;_,4",
      })
  void otherWordsForMissingValuesAreGiven(String text, String words, String expected)
      throws IOException {
    TableOptions options =
        new TableOptions(null, null, null, null, List.of(words.split("\\|", -1)), false);
    assertThat(MatrixFiles.text(read(file(text), options).matrix())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        // separator, decimal, header, index
        "1,5;2,5 ! semicolon ! comma ! 0 ! 0 ! 1.5,2.5",
        "1.234;5.678 ! ; ! point ! 0 ! 0 ! 1.234,5.678",
        "1.234;5.678 ! ; ! comma ! 0 ! 0 ! 1234,5678",
        "1,234→5,678 ! tab ! , ! 0 ! 0 ! 1.234,5.678",
        "1:2#3:4 ! : ! . ! 0 ! 0 ! 1,2;3,4",
        "1,2#3,4 ! comma ! . ! 1 ! 0 ! 3,4",
        "1,2#3,4 ! comma ! . ! 0 ! 1 ! 2;4",
        "a,b#kg,m#1,2 ! comma ! . ! 2 ! 0 ! 1,2",
        "my table#a,b#1,2#3,4 ! comma ! . ! 2 ! 0 ! 1,2;3,4",
        "0,1,2#7,3,5 ! comma ! . ! 0 ! 0 ! 0,1,2;7,3,5",
        "0,1,2#7,3,5 ! comma ! . ! 1 ! 0 ! 7,3,5",
        "1,A,2#2,B,3 ! comma ! . ! 0 ! 2 ! 2;3",
        "1,5#2,5 ! tab ! comma ! 0 ! 0 ! 1.5;2.5",
      })
  void optionsDecideWhatWouldBeGuessed(
      String text, String separator, String decimal, int header, int index, String expected)
      throws IOException {
    TableOptions options = new TableOptions(separator, decimal, header, index, List.of(), false);
    assertThat(MatrixFiles.text(read(file(text), options).matrix())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1.234;5.678#2.345;6.789 ! --decimal",
        "1,234→5,678#2,345→6,789 ! --decimal",
        "a,b#kg,m#1,2 ! lines 1 to 2 hold no numbers; give --header 2",
        "a,b#?,?#1,2 ! --missing",
        "0,1,2#7,3,5 ! line 1 may hold the columns' names",
        "x,400,500#y,0.1,0.2#z,0.3,0.4 ! give --header 1 or --header 0",
        "1,0.5#2,0.7#3,0.6 ! --index 1",
        "x,y#1,5#2,9#3,1#4,4#5,7#6,3 ! the first column ('x')",
        "10338001,1.5#10338002,2.5 ! --index 1",
        ",1,2#3,4,5 ! --index 1 or --index 0",
        "A·1,2#B·3,4 ! --separator",
        "x#1,5#2,5 ! decimal comma",
        "row 1 0.5#row 2 0.7 ! 'row' in every row",
        "wave,400,410#1,5,6#2,7,8 ! starts with 'wave' before numbers; if it holds the columns'",
        "doc,key,lemon#a,1,0#b,0,2 ! column 2 ('key') may name the rows too",
      })
  void whatMayBeReadInTwoWaysIsAsked(String text, String question) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,2d#3f,4 ! :1: field 2: '2d' is not a number",
        "1,2#3,0x1p3 ! :2: field 2: '0x1p3' is not a number",
        "1,2#3,1D ! :2: field 2: '1D'",
        "1,2#3,1.5D+03 ! e instead of d",
        "1,2#3,inf ! :2: field 2: 'inf' is infinite",
        "1,2#3,1e999 ! is infinite",
        "1,2#3,12% ! is a percentage",
        "1,2#3,TRUE ! :2: field 2: 'TRUE' is a truth value",
        "a,b#1,2001-01-31#2,2001-02-01 ! :2: field 2: '2001-01-31' is a date",
        "a,b#1,x#2,y ! :2: field 2: 'x' is not a number; if it stands for a missing value",
        "1,2#x,4 ! give --index 1 if the first column holds names",
        "1,2#3 ! :2: 1 field, but most rows have 2",
        "1,2#3,4,5#6,7 ! :2: 3 fields, but most rows have 2",
        "my table#a,b#1,2#3,4 ! :1: 1 field, but most rows have 2; if it stands above",
        "a,b,c ! :1: one row of words and no row of numbers",
        "a,b#c,d ! no numbers",
        "1,2#NA,\"3 ! a quote",
        "\"a\"b,1#c,2 ! :1: a quote",
        "NA,NA#,NA ! no numbers",
        "1 1:0.5 3:0.2#-1 2:0.1 3:0.4 ! svmlight",
        "1,23,4;5#1;2 ! is not a number",
        "0.1D+01→0.2D+01#0.3D+01→0.4D+01 ! :1: field 1: '0.1D+01' is not a number; write",
        "TRUE,FALSE#FALSE,TRUE ! :1: field 1: 'TRUE' is a truth value",
        "a,b#1+2j,0+1j#2+1j,1+1j ! :2: field 1: '1+2j' is a complex number",
        "−1.5,−2.5#1,2#3,4 ! :1: field 1: '−1.5' has a dash",
      })
  void whatIsNoTableIsRefusedWithItsPlace(String text, String problem) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "−1.5", "(1.5)", "10%", "10.5 %", "$1.5", "-$1.5", "€ 2", "<0.1", "≥3", "1.0D0", "Inf",
        "-inf", "1+2j", "(1-2j)", "=\"1\"", "TRUE", "1_000", "1.5-", "0.1-101", "٣٫٥", "3*"
      })
  void aFirstColumnOfNumbersInAnotherNotationHoldsNoNames(String field) throws IOException {
    String word = field.contains("\"") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    for (String text : List.of("a,b,c\n@,1,2\n@,3,4\n@,5,7\n", "a,b,c\n@,1,2\n@,3,4\n6,5,7\n")) {
      Path file = Files.writeString(folder.resolve("t"), text.replace("@", word));
      assertThatThrownBy(() -> MatrixSource.of(file).read())
          .isInstanceOf(MatrixFileException.class)
          .hasMessageContaining(":2: field 1: '" + field + "' ")
          .message()
          .doesNotContain("--missing");
    }
    Path named = Files.writeString(folder.resolve("t"), "id,b\n@,1\nx,3\n".replace("@", word));
    assertThat(MatrixFiles.text(MatrixSource.of(named).read().matrix())).isEqualTo("1;3");
  }

  @Test
  void octavesSecondVariableIsNotReadAsMoreRows() throws IOException {
    String one = "# Created by Octave\n# name: X\n# type: matrix\n 1 2\n 3 4\n";
    Path first = Files.writeString(folder.resolve("t"), one);
    assertThat(MatrixFiles.text(MatrixSource.of(first).read().matrix())).isEqualTo("1,2;3,4");
    Path both = Files.writeString(folder.resolve("t"), one + "\n\n# name: Y\n# rows: 1\n 5 6\n");
    assertThatThrownBy(() -> MatrixSource.of(both).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(":8: a second variable begins here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "% Constructed from biom file#%OTU ID→S1→S2#123→1→0#456→3→4 ! 1,0;3,4 ! S1,S2",
        "%chr,start,end,a#1,10,20,5#1,20,30,6 ! 5;6 ! a",
        "% name,a#x,1#y,2 ! 1;2 ! a",
        "% made by me, 2020#1,2#5,4 ! 1,2;5,4 ! ''",
        "% a note of words#1,2#5,4 ! 1,2;5,4 ! ''",
        "%id,x##1,2#5,4 ! 1,2;5,4 ! ''",
        "%id,x#a,b#1,2#5,4 ! 1,2;5,4 ! a,b",
      })
  void aCommentThatNamesEachColumnIsTheHeader(String text, String expected, String names)
      throws IOException {
    String lines = text.replace("#", "\n").replace("→", "\t").replace("%", "#") + "\n";
    MatrixReading reading = MatrixSource.of(Files.writeString(folder.resolve("t"), lines)).read();
    assertThat(MatrixFiles.text(reading.matrix())).as(text).isEqualTo(expected);
    assertThat(String.join(",", reading.columnNames())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "sep=;#name;a;b#x;1,5;2#y;3;4,25 ! 1.5,2;3,4.25",
        "sep=,#1,5#2,7 ! 1,5;2,7",
        "%1.2#2→2#NAME→Description→a→b#g→na→1→2#h→na→3→4 ! 1,2;3,4",
        "%1.2#2→1#Name→Description→a#g→TP53→1#h→na→3 ! 1;3",
      })
  void firstLinesOfExcelAndGctFilesAreNoRows(String text, String expected) throws IOException {
    String lines = text.replace("#", "\n").replace("→", "\t").replace("%", "#") + "\n";
    Path file = Files.writeString(folder.resolve("t"), lines);
    assertThat(MatrixFiles.text(MatrixSource.of(file).read().matrix())).isEqualTo(expected);
  }

  @Test
  void aMatrixMarketFileWithoutItsFirstLineIsNoTable() throws IOException {
    Path file = Files.writeString(folder.resolve("x.mtx"), "2 2 2\n1 1 1.5\n2 2 2.0\n");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("%%MatrixMarket matrix");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeThatNobodyWritesToIsRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> MatrixSource.of(pipe).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("save what comes out of it to a file");
  }

  @Test
  void countsOfOtherReadsBelowHtseqsGenesAreLeftOutWithANote() throws IOException {
    MatrixReading reading =
        MatrixSource.of(file("G1→0#G2→7#__no_feature→100#__ambiguous→10")).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("0;7");
    assertThat(reading.rowNames()).containsExactly("G1", "G2");
    assertThat(reading.notes())
        .contains("2 rows of HTSeq's that count other reads left out: __no_feature, __ambiguous");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "windows-1252"})
  void encodingsAreKnownByTheirMark(String name) throws IOException {
    Charset charset = Charset.forName(name);
    boolean marked = name.startsWith("UTF") && !name.equals("UTF-16");
    Path file = file((marked ? "\ufeff" : "") + "Größe,s1#Ä,1#ß,2", charset);
    MatrixReading reading = MatrixSource.of(file).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("1;2");
    assertThat(reading.rowNames()).containsExactly("Ä", "ß");
    assertThat(reading.columnNames()).containsExactly("s1");
  }

  /** The encoding is found from the first 64 KiB. */
  @Test
  void bytesThatAreNoUtf8FarBehindAreRefused() throws IOException {
    String rows =
        IntStream.range(0, 20_000).mapToObj("r%d,1.5,2#"::formatted).collect(Collectors.joining());
    Path file = file("name,a,b#" + rows + "Zoë,3,4.5", Charset.forName("windows-1252"));
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContainingAll("bytes that are no UTF-8", "iconv -f windows-1252 -t utf-8");
  }

  @Test
  void anUnmarkedUtf16FileIsNamedWithTheCommandThatHelps() throws IOException {
    Path file = file("1,2#3,4", StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .hasMessageContaining("UTF-16 text without a byte order mark")
        .hasMessageContaining("iconv -f UTF-16LE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", " \n"})
  void linesEndInAnyWay(String end) throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "a,b" + end + "1,2" + end + "3,4");
    assertThat(MatrixFiles.text(MatrixSource.of(file).read().matrix())).isEqualTo("1,2;3,4");
    Path fault = Files.writeString(folder.resolve("t"), "1,2" + end + "3,x" + end);
    int line = end.equals("\n\n") ? 3 : 2;
    assertThatThrownBy(() -> MatrixSource.of(fault).read()).hasMessageContaining(":" + line + ":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "id,x,y,z#a,1,2,3,#b,4,5,6,",
        "id,x,y,z,#a,1,2,3,#b,4,5,6,",
        "id,x,y,z#a,1,2,3#b,4,5,6",
        "x,y,z#a,1,2,3,#b,4,5,6,",
        "x,y,z,#a,1,2,3,#b,4,5,6,",
        "x,y,z#a,1,2,3#b,4,5,6",
      })
  void columnsHaveTheirNamesWhetherRowsEndInSeparatorsOrNot(String text) throws IOException {
    MatrixReading reading = MatrixSource.of(file(text)).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("1,2,3;4,5,6");
    assertThat(reading.columnNames()).containsExactly("x", "y", "z");
    assertThat(reading.rowNames()).containsExactly("a", "b");
  }

  @Test
  void linesWithinQuotesCount() throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "\"a\nb\",1\n\"c\r\nd\",2\ne,x\nf,3\n");
    assertThatThrownBy(() -> MatrixSource.of(file).read()).hasMessageContaining(":5: field 2");
  }

  @Test
  void commentsAreLeftOutAndCounted() throws IOException {
    String text = "# header of\n# NumPy's savetxt\n1 2\n# more\n3 4\n";
    MatrixReading reading = MatrixSource.of(Files.writeString(folder.resolve("t"), text)).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("1,2;3,4");
    assertThat(reading.notes()).last().asString().startsWith("3 lines left out");
    Path indented = Files.writeString(folder.resolve("t"), " # source\n2001,2002\n1,2\n3,4\n");
    MatrixReading columns = MatrixSource.of(indented).read();
    assertThat(MatrixFiles.text(columns.matrix())).isEqualTo("1,2;3,4");
    assertThat(columns.columnNames()).containsExactly("2001", "2002");
    assertThat(columns.notes()).last().asString().startsWith("1 line left out");
    Path named = Files.writeString(folder.resolve("t"), "a,1,2\n#b,3,4\nc,5,6\n");
    assertThatThrownBy(() -> MatrixSource.of(named).read())
        .hasMessageContaining(":2: starts with #");
  }

  @Test
  void whatWasDecidedIsNoted() throws IOException {
    Path file = file("gene;a;b#x;1,5;NA#y;;2#z;3;4");
    assertThat(MatrixSource.of(file).read().notes())
        .containsExactly(
            "table: fields separated by semicolons, decimal comma, 1 header row, 1 index column,"
                + " 2 missing values");
  }

  @Test
  void layoutIsDecidedOverManyRowsAndKeptForAll() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append(7 * i % 13).append(';').append(i == 900 ? "1,5" : "2").append('\n');
    }
    MatrixReading reading = MatrixSource.of(Files.writeString(folder.resolve("t"), text)).read();
    assertThat(reading.matrix().values()[1801]).isEqualTo(1.5);
    text.append("7;2.5\n");
    Path mixed = Files.writeString(folder.resolve("t"), text);
    assertThatThrownBy(() -> MatrixSource.of(mixed).read())
        .hasMessageContaining(":5001: field 2: '2.5'");
  }

  @Test
  void aLineWithoutEndAndTooManyColumnsAreRefusedWithTheBound() throws IOException {
    Path endless = folder.resolve("endless");
    Files.write(endless, "1".repeat(TextReader.MAX_ROW + 10_000).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> MatrixSource.of(endless).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("endless:1: ")
        .hasMessageContaining("more than 16777216 characters");
    Path wide = Files.writeString(folder.resolve("wide"), "1,".repeat(1_000_000) + "1\n");
    assertThatThrownBy(() -> MatrixSource.of(wide).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining("wide:1: ")
        .hasMessageContaining("more than 524288 fields");
  }

  @Test
  void aNulCharacterIsNamedWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "1,2\n3,4\n5,\u00006\n");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(":3: a NUL character");
  }
}
