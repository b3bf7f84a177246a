package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import nom.tam.fits.Fits;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/**
 * Every configuration of a published matrix works with every command on a matrix. Small files of
 * the same formats stand in for the data.
 */
class NmfConfigsTest {
  private static final int ROWS = 12;
  private static final int COLUMNS = 9;

  /** The commands on a matrix, with what makes them small. */
  private static final List<String> COMMANDS =
      List.of(
          "describe",
          "factorize",
          "lines --lines 1",
          "curvature --optima 2 --points 2 --rates 1",
          "trajectory --repetitions 2 --points 3",
          "spectrum");

  @TempDir private Path folder;

  private static List<Path> published() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("configs/nmf"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void worksWithEveryCommandOnAMatrix(Path config) throws Exception {
    List<String> data = standIn(config.getFileName().toString().replace(".yaml", ""));
    for (String command : COMMANDS) {
      List<String> args = new ArrayList<>(List.of("nmf"));
      args.addAll(List.of(command.split(" ", -1)));
      args.addAll(List.of("--config", config.toString()));
      args.addAll(data);
      if (!command.equals("describe")) {
        args.addAll(List.of("--rank", "2", "--iterations", "5", "--quiet"));
        args.addAll(List.of("--out", folder.resolve(args.get(1)).toString()));
      }
      StringWriter err = new StringWriter();
      assertThat(run(err, args)).as(command + ": " + err).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"metabolic", "movielens", "orl", "synthetic"})
  void quickOnesCanBeDescribed(String name) throws Exception {
    List<String> args = new ArrayList<>(List.of("nmf", "describe"));
    args.addAll(List.of("--config", "configs/quick/nmf/" + name + ".yaml"));
    args.addAll(name.equals("synthetic") ? List.of() : standIn(name));
    StringWriter err = new StringWriter();
    assertThat(run(err, args)).as(err.toString()).isZero();
  }

  @Test
  void aSampleLargerThanTheMatrixIsRefusedWithBothShapes() throws Exception {
    List<String> args = new ArrayList<>(List.of("nmf", "describe"));
    args.addAll(List.of("--config", "configs/nmf/netflix.yaml"));
    List<String> data = standIn("netflix");
    args.addAll(data.subList(0, data.indexOf("--sample")));
    StringWriter err = new StringWriter();
    assertThat(run(err, args)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("47928 × 8963").contains("the matrix is 12 × 9");
  }

  private static int run(StringWriter err, List<String> args) {
    CommandLine commandLine = Convexity.commandLine();
    commandLine.setOut(new PrintWriter(new StringWriter()));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args.toArray(new String[0]));
  }

  private List<String> standIn(String name) throws Exception {
    return switch (name) {
      case "birdsong" -> data("--window", "32", "--hop", "16", recording());
      case "extragalactic" -> data(fits());
      case "goodbooks" -> data(text("ratings.csv", ratings("user_id,book_id,rating\n", ",")));
      case "movielens" -> data(text("ratings.dat", ratings("", "::")));
      case "metabolic" -> data(text("series.txt", seriesMatrix()));
      case "netflix" -> netflix();
      case "orl" -> data(faces());
      case "satellite" -> data(matlab());
      default -> throw new AssertionError("no stand-in for " + name);
    };
  }

  /** Puts options before the file, which is last. */
  private static List<String> data(Object... optionsAndFile) {
    List<String> args =
        new ArrayList<>(Arrays.stream(optionsAndFile).map(Object::toString).toList());
    args.add(args.size() - 1, "--data");
    return args;
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
  }

  private static double entry(int row, int column) {
    return 1 + (3 * row + 5 * column) % 4;
  }

  private static String ratings(String header, String separator) {
    StringBuilder text = new StringBuilder(header);
    for (int user = 1; user <= COLUMNS; user++) {
      for (int item = 1; item <= ROWS; item++) {
        if ((user + item) % 3 > 0) {
          text.append(user).append(separator).append(item).append(separator);
          text.append((int) entry(item, user)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private List<String> netflix() throws IOException {
    List<String> args = new ArrayList<>(List.of("--data"));
    for (int part = 0; part < 4; part++) {
      StringBuilder text = new StringBuilder();
      for (int film = part + 1; film <= COLUMNS; film += 4) {
        text.append(film).append(":\n");
        for (int user = 1; user <= ROWS; user++) {
          text.append(user).append(',').append((int) entry(user, film)).append(",2005-09-06\n");
        }
      }
      args.add(text("combined_data_" + (part + 1) + ".txt", text.toString()).toString());
    }
    args.addAll(List.of("--sample", "10x8"));
    return args;
  }

  private static String seriesMatrix() {
    StringBuilder text = new StringBuilder("!Series_title\t\"x\"\n!series_matrix_table_begin\n");
    text.append("\"ID_REF\"");
    for (int j = 0; j < COLUMNS; j++) {
      text.append("\t\"S").append(j).append('"');
    }
    for (int i = 0; i < ROWS; i++) {
      text.append("\n\"p").append(i).append('"');
      for (int j = 0; j < COLUMNS; j++) {
        text.append('\t').append(entry(i, j));
      }
    }
    return text.append("\n!series_matrix_table_end\n").toString();
  }

  private Path faces() throws IOException {
    for (int i = 0; i < 4; i++) {
      Path file = Files.createDirectories(folder.resolve("faces/s1")).resolve(i + ".pgm");
      byte[] header = "P5\n4 3\n255\n".getBytes(StandardCharsets.US_ASCII);
      byte[] all = Arrays.copyOf(header, header.length + 12);
      for (int j = 0; j < 12; j++) {
        all[header.length + j] = (byte) (20 * entry(i, j));
      }
      Files.write(file, all);
    }
    return folder.resolve("faces");
  }

  private Path fits() throws Exception {
    float[][] image = new float[ROWS][COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        // One negative entry, as the spectra have some.
        image[i][j] = i + j == 0 ? -0.5f : (float) entry(i, j);
      }
    }
    File file = folder.resolve("spectra.fits").toFile();
    try (Fits fits = new Fits()) {
      fits.addHDU(Fits.makeHDU(image));
      fits.write(file);
    }
    return file.toPath();
  }

  private Path matlab() throws IOException {
    Matrix matrix = Mat5.newMatrix(ROWS, COLUMNS);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        matrix.setDouble(i, j, entry(i, j));
      }
    }
    Path file = folder.resolve("Urban.mat");
    Mat5.newMatFile().addArray("Y", matrix).writeTo(Sinks.newStreamingFile(file.toFile()));
    return file;
  }

  private Path recording() throws IOException {
    byte[] samples = new byte[2 * 400];
    new Random(1).nextBytes(samples);
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    File file = folder.resolve("song.wav").toFile();
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples), format, 400),
        AudioFileFormat.Type.WAVE,
        file);
    return file.toPath();
  }
}
