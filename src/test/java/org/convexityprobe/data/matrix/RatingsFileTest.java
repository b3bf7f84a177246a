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

/** Ratings in the orders and spellings that data sets have; # ends a line and → is a tab. */
class RatingsFileTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(
        folder.resolve("r"), text.strip().replace("#", "\n").replace("→", "\t") + "\n");
  }

  private static MatrixReading read(Path file, MatrixFormat format, TableOptions options)
      throws IOException {
    return new MatrixSource(List.of(file), format, null, Spectrogram.DEFAULT, options).read();
  }

  /** User 1 rated item 2 with 4, and user 3 item 1 with 5. */
  private static final String TWO = "_,_,_,_;_,_,_,5;_,4,_,_";

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "userId,movieId,rating#1,2,4.0#3,1,5.0",
        "userId,movieId,rating,timestamp#1,2,4.0,100#3,1,5.0,101",
        "\"userId\",\"movieId\",\"rating\"#1,2,4.0#3,1,5.0",
        "User,Item,Rating#\"1\",\"2\",\"4.0\"#\"3\",\"1\",\"5.0\"",
        "user_id,item_id,timestamp,rating#1,2,800000001,4#3,1,800000002,5",
        "userId,rating,movieId#1,4.0,2#3,5.0,1",
        "book_id,user_id,rating#2,1,4#1,3,5",
        "user_id→book_id→rating#1→2→4#3→1→5",
        "user id;movie id;score#1;2;4,0#3;1;5,0",
        "uid,iid,note,stars#1,2,x,4#3,1,x,5",
        "reviewerID asin overall#1 2 4#3 1 5",
        "title,customer_id,item,stars,vote_count#a,1,2,4,9#b,3,1,5,9",
        "% MovieLens#user_id,movie_id,rating#1,2,4#3,1,5",
        "1::2::4#3::1::5",
        "1::2::4::978300760#3::1::5::978300761",
        "1→2→4→881250949#3→1→5→881250950",
        "1,2,4.0,1112486027#3,1,5.0,1112484676",
        "1 2 4 881250949#3 1 5 881250950",
        "userId,movieId,rating#1.0,2.0,4#3.0,1.0,5",
        "userId,movieId,rating#1,2,4#3,1,5#2,2,NA",
        "u,i,r#1,2,4#3,1,5",
        "r,u,i,t#4,1,2,9#5,3,1,8",
      })
  void columnsAreFoundByNameOrShape(String text) throws IOException {
    MatrixReading reading = MatrixSource.of(file(text)).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo(TWO);
    assertThat(reading.notes()).first().asString().startsWith("ratings: fields separated by");
    assertThat(reading.rowNames()).isEmpty();
  }

  /** Bands of light, or voltage, current and resistance over time. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "u,g,r,i,z#1,2,3,4,5#6,7,8,9,1 ! 1,2,3,4,5;6,7,8,9,1",
        "t,u,i,r#1,2,3,4#6,7,8,9 ! 1,2,3,4;6,7,8,9",
      })
  void singleLettersAreNoRatingsBesideOthers(String text, String entries) throws IOException {
    assertThat(MatrixFiles.text(MatrixSource.of(file(text)).read().matrix())).isEqualTo(entries);
  }

  /** So R writes round numbers. */
  @Test
  void roundIdsMayHaveAPowerOfTen() throws IOException {
    RealMatrix matrix =
        MatrixSource.of(file("userId,movieId,rating#9,1e+01,4#1e1,1,5")).read().matrix();
    assertThat(matrix.rows()).isEqualTo(11);
    assertThat(matrix.columns()).isEqualTo(11);
    // Rows are items.
    assertThat(matrix.values()).containsExactly(5, 4);
    assertThatThrownBy(() -> MatrixSource.of(file("userId,movieId,rating#1,1.25e1,4")).read())
        .hasMessageContaining("'1.25e1' is no whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1,2,4#3,1,5",
        "a,b,c#1,2,4#3,1,5",
        "1;2;4,0#3;1;5,0",
        "1|2|4#3|1|5",
      })
  void threeColumnsAreRatingsInOrderWhereThatIsSaid(String text) throws IOException {
    RealMatrix matrix = MatrixSource.of(file(text), MatrixFormat.RATINGS).read().matrix();
    assertThat(MatrixFiles.text(matrix)).isEqualTo(TWO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "\"User-ID\";\"ISBN\";\"Book-Rating\"#\"11\";\"X01X\";\"0\"#\"12\";\"0019\";\"5\""
            + " ! _,5;0,_ ! 0019,X01X ! 11,12",
        "user,item,rating#bob,b,1#ann,a,2#ann,b,3 ! 2,_;3,1 ! a,b ! ann,bob",
        "user,item,rating#u10,1,1#u9,10,2#u9,9,3 ! 1,_;_,3;_,2 ! 1,9,10 ! u10,u9",
      })
  void wordsAreNumberedByRankAndKeepTheirNames(
      String text, String expected, String items, String users) throws IOException {
    MatrixReading reading = MatrixSource.of(file(text)).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo(expected);
    assertThat(reading.rowNames()).containsExactly(items.split(",", -1));
    assertThat(reading.columnNames()).containsExactly(users.split(",", -1));
    assertThat(reading.notes())
        .contains("items and users are numbered by their rank among the ids that occur");
  }

  @Test
  void largeIdsAreRefusedWithTheBoundAndNumberedOnRequest() throws IOException {
    Path file = file("user,item,rating#2147483647,1,4#76561197960265728,7,5");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(":2: user 2147483647 is above 9999999")
        .hasMessageContaining("--map-ids");
    TableOptions mapped = new TableOptions(null, null, null, null, List.of(), true);
    MatrixReading reading = read(file, MatrixFormat.AUTO, mapped);
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("4,_;_,5");
    assertThat(reading.columnNames()).containsExactly("2147483647", "76561197960265728");
  }

  @Test
  void aWordAmongThousandsOfNumbersIsASlip() throws IOException {
    StringBuilder text = new StringBuilder("user,item,rating\n");
    for (int i = 0; i < 900; i++) {
      text.append("%d,%d,3%n".formatted(i, i % 30));
    }
    Path file = Files.writeString(folder.resolve("r"), text + "x7,1,2\n");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .hasMessageContaining(":902: user 'x7' is no whole number from 0")
        .hasMessageContaining("--map-ids");
  }

  @Test
  void theLastOfSeveralRatingsCountsAlsoWhereIdsAreWords() throws IOException {
    MatrixReading reading = MatrixSource.of(file("user,item,rating#a,x,1#b,x,2#a,x,5")).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("5,2");
    assertThat(reading.notes()).last().asString().startsWith("1 ratings were given again");
  }

  @Test
  void manyRowsOfIdsAndGradesAreAskedAbout() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("%d,%d,%d%n".formatted(i % 12, i % 5, 1 + i % 4));
    }
    Path file = Files.writeString(folder.resolve("r"), text);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--format ratings, or --format delimited");
    assertThat(MatrixSource.of(file, MatrixFormat.DELIMITED).read().matrix().columns())
        .isEqualTo(3);
    assertThat(MatrixSource.of(file, MatrixFormat.RATINGS).read().matrix().rows()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "user,film,points#1,2,4 ! user, film, points name user, item and rating not once each",
        "user,item,rating,score#1,2,4,5 ! not once each",
      })
  void namesThatTellOnlyInPartAreAskedAbout(String text, String question) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> MatrixSource.of(file, MatrixFormat.RATINGS).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(question);
  }

  @Test
  void commentsAreLeftOutAndCounted() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r"), " # a\nuser,item,rating\n# source\n1,2,4\n# end\n3,1,5\n");
    MatrixReading reading = MatrixSource.of(file).read();
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo(TWO);
    assertThat(reading.notes()).contains("3 lines left out: comments that start with #");
    Path named = Files.writeString(folder.resolve("r"), "user,item,rating\nx,a,4\n#y,b,3\n");
    assertThatThrownBy(() -> MatrixSource.of(named).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(":3: starts with #");
  }

  @Test
  void ratingsOfThreeDecimalsOrThousandsAreAskedAbout() throws IOException {
    Path file = file("user;item;rating#1;1;4,500#1;2;3,000#2;1;2,500");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            file + ": numbers such as 1,234", "give --decimal point or --decimal comma");
    TableOptions comma = new TableOptions(null, "comma", null, null, List.of(), false);
    assertThat(read(file, MatrixFormat.AUTO, comma).matrix().values()).containsExactly(4.5, 2.5, 3);
    // One rating of two decimals shows what the comma is.
    assertThat(
            MatrixSource.of(file("user;item;rating#1;1;4,500#1;2;3,25")).read().matrix().values())
        .containsExactly(4.5, 3.25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "user,item,rating#1,2 ! :2: 2 fields; expected user, item and rating in at least 3",
        "user,item,rating#1,2,good ! :2: rating 'good' is not a number",
        "user,item,rating#1,,4#1,2,3 ! :2: no item",
        "user,item,rating#1,2,NA ! no ratings in the file",
        "user,item,rating#1,2.5,4 ! :2: item '2.5' is no whole number",
      })
  void faultsAreNamedWithTheirLine(String text, String problem) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(MatrixFileException.class)
        .hasMessageContaining(file + "")
        .hasMessageContaining(problem);
  }

  @Test
  void codesOfItemsInFrontOfUsersAreAskedAboutUntilAHeaderNamesThem() throws IOException {
    String rows = "0132793040,A1ABC,5,1365811200#B00003CX2D,A2DEF,4,1341100800";
    Path file = file(rows);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("codes of items, such as 0132793040");
    MatrixReading reading = MatrixSource.of(file("item,user,rating,timestamp#" + rows)).read();
    assertThat(reading.rowNames()).containsExactly("0132793040", "B00003CX2D");
    assertThat(MatrixFiles.text(reading.matrix())).isEqualTo("5,_;_,4");
  }

  /** Twelve users and five items, every pair once, in rows that a pattern makes. */
  private Path sixty(String head, String row) throws IOException {
    StringBuilder text = new StringBuilder(head);
    for (int i = 0; i < 60; i++) {
      text.append(
          row.replace("U", "" + i % 12)
              .replace("I", "" + i % 5)
              .replace("G", "" + (1 + i % 4))
              .replace("→", "\t")
              .concat("\n"));
    }
    return Files.writeString(folder.resolve("r"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "\"user\" \"item\" \"rating\"#\"1\" 1 2 4#\"2\" 3 1 5",
        "user→item→rating#1→1→2→4#2→3→1→5",
        "user,item,rating,timestamp#1,1,2,4,978300760#2,3,1,5,978300761",
        "rating;when;item;user;;#a;4;x;2;1;;#b;5;y;1;3;;",
      })
  void namesOfRowsThatTheHeaderLeavesOutAreNoUsers(String text) throws IOException {
    assertThat(MatrixFiles.text(MatrixSource.of(file(text)).read().matrix())).isEqualTo(TWO);
  }

  /** The field too many may be a time, or a part of a title with a comma. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "user,item,rating#1,2,4,978300760#3,1,5,978300761",
        "user,item,rating#ann,Heat, 1995,4#ann,Ran, 1985,5",
        "user,item,rating#1,1,2,4#2,3,1,5#3,3,1",
      })
  void fieldsWithoutANameAreAskedAbout(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the header names 3 columns (user, item, rating)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "A0UX,B0I,G.0,1365811200 ! B00 ! A00X",
        "A0UX,000I,G.0,1365811200 ! 0000 ! A00X",
      })
  void idsBesideTimesMayBeWords(String row, String item, String user) throws IOException {
    MatrixReading reading = MatrixSource.of(sixty("", row)).read();
    assertThat(reading.matrix().rows()).isEqualTo(5);
    assertThat(reading.matrix().columns()).isEqualTo(12);
    assertThat(reading.rowNames()).contains(item);
    assertThat(reading.columnNames()).contains(user);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "uU→sI→G",
        "U,I,-G.25",
        "U I G0",
        "U→→I→→-G.219",
        "U;I;G,5",
        "U,I,G,20050112",
        "kunde,artnr,wert#U,I,G",
        "i j v#U I 7G.5",
        "kunde,artnr,wert,zeit#U,I,G,978300760",
      })
  void idsAndNumbersThatNoNameDecidesOnAreAskedAbout(String text) throws IOException {
    String head = text.contains("#") ? text.replaceFirst("#.*", "\n") : "";
    Path file = sixty(head, text.replaceFirst(".*#", ""));
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--format ratings, or --format delimited");
    RealMatrix ratings = MatrixSource.of(file, MatrixFormat.RATINGS).read().matrix();
    assertThat(ratings.rows()).isEqualTo(5);
    assertThat(ratings.columns()).isEqualTo(12);
    assertThat(ratings.observedCount()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({"'cust,artnr,wert'", "'user_age,movie_length,rating'"})
  void oneNameOfRatingsAboveIdsAndNumbersIsAskedAbout(String names) throws IOException {
    Path file = sixty(names + "\n", "U,I,G");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rename them if it holds ratings, or give --format delimited");
  }

  @Test
  void measurementsAreNotAskedAbout() throws IOException {
    for (String row : List.of("U.5,I,G", "U.5;I;G", "-U,I,G", "U,5;I,3;G,1", "U,5;I,3", "0,I,G")) {
      assertThat(MatrixSource.of(sixty("", row)).read().matrix().rows()).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Cust_Id,Movie_Id,Rating#1,2,4#3,1,5",
        "CustId,MovieId,Rating#1,2,4#3,1,5",
        "client_id,article_id,rating#1,2,4#3,1,5",
        "user_id,song_id,play_count#1,2,4#3,1,5",
        "userId,songId,listen_count#1,2,4#3,1,5",
        "user_id,video_id,view_count#1,2,4#3,1,5",
        "user_id,movie_id,imdb_rating,rating#1,2,7,4#3,1,8,5",
        "user_id,parent_asin,rating#1,2,4#3,1,5",
        "username,anime_id,my_score#1,2,4#3,1,5",
        "user_id:token,item_id:token,rating:float#1,2,4#3,1,5",
        "user_no,item_code,rating#1,2,4#3,1,5",
        "user_name,user_id,item_id,rating#a,1,2,4#b,3,1,5",
      })
  void moreNamesOfUsersItemsAndRatingsAreKnown(String text) throws IOException {
    assertThat(MatrixFiles.text(MatrixSource.of(file(text)).read().matrix())).isEqualTo(TWO);
  }

  @ParameterizedTest
  @CsvSource({
    "'user_id,product_id,quantity'",
    "'user_id,game_id,hours'",
    "'user,item,like'",
    "'session_id,item_id,clicks'",
    "'user,item,score,rating'",
    "'user_id,movie_id,my_rating,imdb_rating'",
    "'user_id,item_id'",
  })
  void aHeaderThatNamesUsersItemsAndRatingsInPartIsAskedAbout(String names) throws IOException {
    String row = "\n1,2,3,4".substring(0, 2 * names.split(",").length);
    Path file = Files.writeString(folder.resolve("r"), names + row + row + "\n");
    assertThatThrownBy(() -> MatrixSource.of(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(names.replace(",", ", ") + " name user, item and rating not once")
        .hasMessageContaining("--format delimited");
    assertThat(MatrixSource.of(file, MatrixFormat.DELIMITED).read().matrix().rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'user_age,movie_length,rating'",
    "'customer_age,product_price,discount,score'",
    "'song_tempo,artist_popularity,listener_age,rating'",
    "'player_height,weight,score'",
  })
  void agesLengthsAndPricesAreNoIds(String names) throws IOException {
    String row = "\n1,2,3,4".substring(0, 2 * names.split(",").length);
    Path file = Files.writeString(folder.resolve("r"), names + row + row + "\n");
    RealMatrix matrix = MatrixSource.of(file).read().matrix();
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(names.split(",").length);
  }
}
