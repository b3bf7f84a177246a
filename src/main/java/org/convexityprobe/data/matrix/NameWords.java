package org.convexityprobe.data.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names of columns tell, such as {@code userId}, {@code movie_id} and {@code Book-Rating}. */
final class NameWords {
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Columns of these names hold the names of rows. */
  private static final Set<String> LABELS =
      Set.of(
          "id",
          "ids",
          "idx",
          "index",
          "no",
          "nr",
          "key",
          "code",
          "name",
          "names",
          "label",
          "row",
          "rows",
          "rowname",
          "rownames",
          "gene",
          "genes",
          "geneid",
          "entrez",
          "ensembl",
          "symbol",
          "probe",
          "probes",
          "probeset",
          "feature",
          "features",
          "sample",
          "samples",
          "subject",
          "patient",
          "cell",
          "barcode",
          "taxon",
          "species",
          "otu",
          "country",
          "region",
          "state",
          "city",
          "year",
          "years",
          "date",
          "month",
          "day",
          "uid",
          "rowid",
          "rownumber");

  private static final Set<String> LAST_WORDS = Set.of("id", "ids", "name", "key", "code", "index");

  private NameWords() {}

  /** Returns the words of a name in small letters. */
  static List<String> of(String name) {
    return Arrays.stream(CAMEL.matcher(name.strip()).replaceAll(" ").split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Returns whether a column of this name holds the names of rows, not entries of a matrix. */
  static boolean isLabel(String name) {
    List<String> words = of(name);
    if (words.isEmpty()) {
      return false;
    }
    return LABELS.contains(String.join("", words))
        || LAST_WORDS.contains(words.get(words.size() - 1))
        || words.get(0).equals("unnamed");
  }
}
