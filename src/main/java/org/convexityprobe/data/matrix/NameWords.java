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
          "description",
          "rowid",
          "rownumber");

  private static final Set<String> LAST_WORDS = Set.of("id", "ids", "name", "key", "code", "index");

  private static final Set<String> CHROMOSOMES = Set.of("chr", "chrom", "chromosome", "seqnames");

  /** Columns that place a gene or a region on its chromosome, and its size. */
  private static final Set<String> PLACES =
      Set.of(
          "start",
          "begin",
          "end",
          "stop",
          "pos",
          "position",
          "chromstart",
          "chromend",
          "txstart",
          "txend",
          "strand",
          "length",
          "width",
          "band",
          "cytoband");

  private static final Set<String> GENES =
      Set.of(
          "gene",
          "genes",
          "geneid",
          "genename",
          "genesymbol",
          "symbol",
          "ensembl",
          "ensemblid",
          "ensemblgeneid",
          "transcript",
          "transcriptid",
          "peak",
          "peakid",
          "region");

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

  /**
   * Returns whether a name says without doubt that a column is no entries, even of whole numbers:
   * {@code Entrez_Gene_Id}, {@code id}, {@code Unnamed: 0}, but not {@code state} and {@code key},
   * which may be words that are counted.
   */
  static boolean isLabelWithoutDoubt(String name) {
    List<String> words = of(name);
    return isLabel(name)
        && (words.size() > 1
            || Set.of("id", "entrez", "geneid", "description").contains(words.get(0)));
  }

  /** Returns whether it is the name that pandas gives to row numbers that were saved. */
  static boolean isUnnamed(String name) {
    return name.strip().matches("Unnamed: ?\\d+(_level_\\d+)?");
  }

  /** Returns whether it is the name of a column of chromosomes. */
  static boolean isChromosome(String name) {
    return CHROMOSOMES.contains(String.join("", of(name)));
  }

  /** Returns whether a column of this name places a gene in the genome: Chr, Start, Length. */
  static boolean isPlace(String name) {
    return isChromosome(name) || PLACES.contains(String.join("", of(name)));
  }

  /** Returns whether a column of this name holds genes, or places them. */
  static boolean isGene(String name) {
    return GENES.contains(String.join("", of(name))) || isPlace(name);
  }
}
