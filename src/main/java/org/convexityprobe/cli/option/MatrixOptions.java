package org.convexityprobe.cli.option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.convexityprobe.data.matrix.MatrixFormat;
import org.convexityprobe.experiment.Configuration;
import picocli.CommandLine.Option;

/** Options that select the matrix to factorise. */
public final class MatrixOptions {
  private static final Pattern SHAPE = Pattern.compile("(\\d+)[x×](\\d+)");

  /** What a synthetic matrix is where neither an option nor a file says it. */
  private static final Map<String, Object> SYNTHETIC =
      Map.of("rank", 10, "noise", 0.1, "observedFraction", 1.0, "seed", 1L);

  @Option(
      names = "--data",
      paramLabel = "FILE|NAME",
      arity = "1..*",
      description =
          "Matrix: ratings, Netflix text (several files), GEO series matrix, folder of PGM images,"
              + " FITS, MATLAB, WAV or FLAC, CSV, NumPy or Matrix Market; or the name of a set that"
              + " 'convexity data fetch' fetched.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the matrix, if it is not recognised: ${COMPLETION-CANDIDATES}.")
  private MatrixFormat format;

  @Option(
      names = "--variable",
      paramLabel = "NAME",
      description =
          "Matrix in a MATLAB, HDF5 or NumPy file, such as X, data.X or group/X, the largest by"
              + " default; or the name or number of a unit in a FITS file, the first by default.")
  private String variable;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description =
          "Separator of the fields of a text table: comma, tab, semicolon, pipe, blanks, colons or"
              + " a character. By default, --separator, --decimal, --header and --index are found"
              + " from the first rows, and printed.")
  private String separator;

  @Option(
      names = "--decimal",
      paramLabel = "MARK",
      description = "Decimal mark of a text table: point or comma.")
  private String decimal;

  @Option(
      names = "--header",
      paramLabel = "N",
      description = "Rows of a text table before its first row of numbers.")
  private Integer header;

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "Columns of a text table before its first column of numbers.")
  private Integer index;

  @Option(
      names = "--missing",
      paramLabel = "WORD",
      arity = "1",
      description =
          "Word or number that means a missing value, in addition to an empty field, NA, NaN, null"
              + " and the like. Can be given several times. Missing values are unobserved entries.")
  private List<String> missing;

  @Option(
      names = "--map-ids",
      description =
          "Number the users and items of ratings by rank, instead of using their ids as rows and"
              + " columns. Ids that are words are always numbered.")
  private Boolean mapIds;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Samples in a window of a recording's spectrogram; 2048 by default.")
  private Integer window;

  @Option(
      names = "--hop",
      paramLabel = "N",
      description = "Samples between windows; 512 by default.")
  private Integer hop;

  @Option(
      names = "--channel",
      paramLabel = "N",
      description = "Channel of a recording, counted from 1; by default the mean of all channels.")
  private Integer channel;

  @Option(
      names = "--synthetic",
      paramLabel = "ROWSxCOLUMNS",
      description = "Use a synthetic matrix of this shape instead.")
  private String synthetic;

  @Option(
      names = "--synthetic-rank",
      paramLabel = "R",
      description = "Rank of the synthetic matrix; 10 by default.")
  private Integer syntheticRank;

  @Option(
      names = "--noise",
      paramLabel = "SHARE",
      description = "Noise of the synthetic matrix, relative to its deviation; 0.1 by default.")
  private Double noise;

  @Option(
      names = "--observed",
      paramLabel = "SHARE",
      description = "Share of the synthetic matrix's entries observed; 1 by default.")
  private Double observed;

  @Option(names = "--transpose", description = "Exchange rows and columns.")
  private Boolean transpose;

  @Option(
      names = "--drop-empty",
      description = "Leave out rows and columns without an observed entry.")
  private Boolean dropEmpty;

  @Option(names = "--clip-negative", description = "Set negative entries to zero.")
  private Boolean clipNegative;

  @Option(
      names = "--subsample",
      paramLabel = "SHARE",
      description = "Share of the rows and of the columns to keep at random; 1 by default.")
  private Double subsample;

  @Option(
      names = "--sample",
      paramLabel = "ROWSxCOLUMNS",
      description = "Numbers of rows and columns to keep at random, instead of a share.")
  private String sample;

  @Option(
      names = "--sample-seed",
      paramLabel = "SEED",
      description = "Seed of the sample or of the synthetic matrix; 1 by default.")
  private Long sampleSeed;

  public void applyTo(Configuration<?> configuration) {
    if (files != null) {
      configuration.set("matrix.files", files.stream().map(Path::toString).toList());
    }
    configuration
        .set("matrix.format", format)
        .set("matrix.variable", variable)
        .set("matrix.table.separator", separator)
        .set("matrix.table.decimal", decimal)
        .set("matrix.table.header", header)
        .set("matrix.table.index", index)
        .set("matrix.table.missing", missing)
        .set("matrix.table.mapIds", mapIds)
        .set("matrix.window", window)
        .set("matrix.hop", hop)
        .set("matrix.channel", channel)
        .set("matrix.synthetic", synthetic(configuration))
        .set("matrix.transpose", transpose)
        .set("matrix.dropEmpty", dropEmpty)
        .set("matrix.clipNegative", clipNegative)
        .set("matrix.subsample", subsample)
        .set("matrix.sample", sample())
        .set("matrix.sampleSeed", sampleSeed);
  }

  private Map<String, Object> sample() {
    return sample == null ? null : shape("--sample", sample);
  }

  private static Map<String, Object> shape(String option, String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "%s %s; expected rows and columns, such as 400x1000".formatted(option, text));
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rows", size(option, text, shape.group(1)));
    settings.put("columns", size(option, text, shape.group(2)));
    return settings;
  }

  private static void requireAbsent(String option, Object value) {
    if (value != null) {
      throw new IllegalArgumentException(
          option + " has no effect without --synthetic ROWSxCOLUMNS; add that, or leave it out");
    }
  }

  private static Integer size(String option, String text, String digits) {
    try {
      return Integer.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s %s; expected rows and columns below 2³¹".formatted(option, text), e);
    }
  }

  /** Changes only what is given of a synthetic matrix that the settings have already. */
  private Map<String, Object> synthetic(Configuration<?> configuration) {
    Map<?, ?> known = configuration.get("matrix.synthetic") instanceof Map<?, ?> map ? map : null;
    if (synthetic == null && known == null) {
      requireAbsent("--synthetic-rank", syntheticRank);
      requireAbsent("--noise", noise);
      requireAbsent("--observed", observed);
      return null;
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    if (known == null) {
      settings.putAll(SYNTHETIC);
    } else {
      known.forEach((key, value) -> settings.put(key.toString(), value));
    }
    if (synthetic != null) {
      settings.putAll(shape("--synthetic", synthetic));
    }
    put(settings, "rank", syntheticRank);
    put(settings, "noise", noise);
    put(settings, "observedFraction", observed);
    put(settings, "seed", sampleSeed);
    return settings;
  }

  private static void put(Map<String, Object> settings, String key, Object value) {
    if (value != null) {
      settings.put(key, value);
    }
  }
}
