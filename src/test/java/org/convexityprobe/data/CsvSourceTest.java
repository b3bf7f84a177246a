package org.convexityprobe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with a column of labels. */
class CsvSourceTest {
  @TempDir private Path folder;

  private ImageDataset load(String column, String... lines) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return ImageLocation.of("csv:" + column + file).load(ImageSelection.ALL);
  }

  private void refuses(String column, String[] lines, String... parts) {
    assertThatThrownBy(() -> load(column, lines))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(parts);
  }

  private static String[] lines(String... lines) {
    return lines;
  }

  @Test
  void columnsAreChannelsWithTheirOwnStatistics() throws IOException {
    ImageDataset set = load("", "a,label,b", "1,0,10", "3,1,30", "", "5,1,20");
    assertThat(set.shape()).isEqualTo(new ImageShape(2, 1, 1));
    assertThat(set.train().labels()).containsExactly(0, 1, 1);
    assertThat(set.train().pixel(1, 0, 0, 0)).isEqualTo(3);
    assertThat(set.train().pixel(1, 1, 0, 0)).isEqualTo(30);
    assertThat(Normalization.of(set.train()).mean()).containsExactly(3.0, 20.0);
    assertThat(set.test().count()).isZero();
  }

  @Test
  void labelsMayBeWordsOrCountFromOne() throws IOException {
    ImageDataset words = load("kind:", "kind;x", "oak;1", "ash;2.5e1", "oak;-3");
    assertThat(words.classNames()).containsExactly("ash", "oak");
    assertThat(words.train().labels()).containsExactly(1, 0, 1);
    ImageDataset numbers =
        load(
            "", "x\ty", "1\t10", "2\t9", "3\t8", "1\t7", "1\t6", "1\t5", "1\t4", "1\t3", "1\t2",
            "1\t1");
    assertThat(numbers.train().labels()).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  }

  @Test
  void faultyTablesAreRefused() {
    refuses("", lines("", ""), "has no header");
    refuses("3:", lines("1,2,3", "4,5,0"), "starts with a row of numbers, 1, 2, 3; expected names");
    refuses("", lines("a,b", "1,2"), "the columns a, b", "csv:b:");
    refuses("c:", lines("a,b", "1,2"), "none is 'c'");
    refuses("", lines("a,label,y", "1,2,3"), "say which one");
    refuses("", lines("a,label", "1,0", ",1"), "row 2", "a is ''");
    refuses("", lines("a,label", "nan,0", "1,1"), "row 1", "a is 'nan'");
    refuses("", lines("a,label", "1,0,7", "1,1"), "row 1", "3 fields");
    refuses("", lines("a,label", "1,0", "1,2"), "2 different labels from 0 to 2");
    refuses("", lines("a,label", "1,0", "2,0"), "one class");
    refuses("", lines("a,label"), "no rows");
    refuses("", lines("a,a,label", "1,2,0"), "table.csv");
    refuses("", lines("a,label", "\"1,0"), "table.csv");
  }

  @Test
  void whatTheParserRefusesIsNamedWithTheFile() throws IOException {
    refuses("", lines("\"a\"x,label", "1,0"), "table.csv", "line: 1");
    refuses("", lines("a,label", "\"1\"x,0"), "table.csv", "line: 2");
    Path file = folder.resolve("latin.csv");
    String rows = "1,oak\n2,ash\n".repeat(20_000);
    Files.writeString(file, "a,label\n" + rows + "3,\u00e9\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ImageLocation.of("csv:" + file).load(ImageSelection.ALL))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is no text in UTF-8; expected a table (CSV)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void aByteOrderMarkSaysTheEncodingAndIsNoPartOfAName(String charset) throws IOException {
    Path file = folder.resolve("marked.csv");
    Files.writeString(file, "\ufeffart,a\n\u00e9,1\nx,2\n", Charset.forName(charset));
    ImageDataset data = ImageLocation.of("csv:art:" + file).load(ImageSelection.ALL);
    assertThat(data.classNames()).containsExactly("x", "\u00e9");
  }

  @Test
  void columnsWithoutANameAreRefusedWithWhatPandasTakes() {
    refuses("", lines(",a,label", "0,1,0", "1,2,1"), "column 1 has no name", "index=False");
    refuses("", lines("a,,,label", "0,1,0,1"), "column 2 has no name");
  }

  @Test
  void labelsThatStandForNoClassAreRefused() throws IOException {
    refuses("", lines("a,label", "1,0", "2,1", "3,"), "row 3", "no label");
    refuses("", lines("a,label", "1,0", "2,1", "3,0.5"), "row 3", "the label is '0.5'");
    refuses("", lines("a,label", "1,0", "2,?", "3,1"), "row 2", "the label is '?'");
    refuses("", lines("a,label", "1,0", "2,1", "3,-1"), "3 different labels from -1 to 1");
    refuses("", lines("a,label", "1,0", "2,2147483648"), "row 2", "'2147483648'");
    assertThat(load("", "a,label", "1,1", "2,0.0", "3,1.0").train().labels())
        .as("as pandas writes whole numbers beside missing ones")
        .containsExactly(1, 0, 1);
    assertThat(load("", "a,label", "1,1", "2,-1").train().labels()).containsExactly(1, 0);
  }

  @Test
  void aColumnOfOneNumberCannotBeNormalised() throws IOException {
    ImageSet images = load("", "a,b,label", "1,7,0", "2,7,1").train();
    assertThatThrownBy(() -> Normalization.of(images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channel 2 of 2 is 7.0 in all training images");
  }

  @Test
  void numbersOfJavaAreNoNumbers() {
    for (String number : lines("1f", "1d", "0x1p3")) {
      refuses("", lines("a,label", number + ",0", "1,1"), "row 1", "a is '" + number + "'");
    }
  }

  @Test
  void aLineWithoutAnEndIsRefusedInAFewWords() {
    String[] endless = {"1".repeat(BoundedLines.LONGEST + 1)};
    assertThatThrownBy(() -> load("", endless))
        .hasMessageContainingAll("table.csv", "line 1", "16777216")
        .message()
        .hasSizeLessThan(500);
    assertThatThrownBy(() -> load("", "x".repeat(100_000) + ",b", "1,2"))
        .hasMessageContaining("say which one has the labels")
        .message()
        .hasSizeLessThan(500);
  }
}
