package org.convexityprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every command that fills a folder, in its smallest form, below one folder. They use each other's
 * results: {@link #ALL} is an order in which they can run.
 */
final class SmallRuns {
  private static final String DATA = " --data synthetic:8 --threads 1";
  private static final String PROBED = " --images 4 --points 5" + DATA;
  private static final String MATRIX = " --synthetic 20x15 --rank 3 --solver hals --iterations 20";

  /**
   * A command.
   *
   * @param name of its folder
   * @param line its arguments; DIR stands for the folder of everything
   */
  record SmallRun(String name, String line) {
    String[] arguments(Path folder) {
      List<String> arguments = new ArrayList<>();
      for (String argument : (line + " --out DIR/" + name).strip().split(" +", -1)) {
        arguments.add(argument.replace("DIR", folder.toString()));
      }
      return arguments.toArray(new String[0]);
    }

    Path out(Path folder) {
      return folder.resolve(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final SmallRun TRAIN =
      new SmallRun(
          "train",
          "train --depth 8 --train-images 16 --test-images 8 --batch-size 8 --epochs 2"
              + " --checkpoint-epochs 0,1,2 --milestones 1 --state-interval 0 --resume --quiet"
              + DATA);

  static final SmallRun PROBE = new SmallRun("probe", "probe DIR/train --lines 2 --quiet" + PROBED);

  static final SmallRun TABLE =
      new SmallRun(
          "table", "table --config DIR/grid.yaml --checkpoints DIR/networks --quiet --threads 1");

  static final SmallRun COMPARE = new SmallRun("compare", "compare DIR/probe");

  static final SmallRun FACTORIZE =
      new SmallRun("factorize", "nmf factorize --starts 25 --quiet" + MATRIX);

  static final SmallRun STAR = new SmallRun("star", "nmf star --quiet");

  static final List<SmallRun> ALL =
      List.of(
          TRAIN,
          PROBE,
          new SmallRun("surface", "surface DIR/train/epoch-002.zip --quiet" + PROBED),
          new SmallRun("trajectory-plane", "surface DIR/train --trajectory --quiet" + PROBED),
          new SmallRun("path", "path DIR/train --quiet" + PROBED),
          new SmallRun(
              "sensitivity",
              "sensitivity DIR/train/epoch-002.zip --lines 1 --batch-norms running --quiet"
                  + PROBED),
          TABLE,
          COMPARE,
          FACTORIZE,
          new SmallRun("lines", "nmf lines --lines 2 --quiet" + MATRIX),
          new SmallRun(
              "curvature",
              "nmf curvature --optima 3 --points 4 --rates 0.5,0.8,1 --quiet" + MATRIX),
          new SmallRun("trajectory", "nmf trajectory --repetitions 3 --points 5 --quiet" + MATRIX),
          new SmallRun("spectrum", "nmf spectrum --quiet" + MATRIX),
          new SmallRun(
              "planted", "nmf planted --sizes 4,8 --observed 1 --draws 20 --fact-draws 20 --quiet"),
          STAR,
          new SmallRun("reproduce", "reproduce figure2 --quick --quiet"));

  private static final String GRID =
      """
      title: The smallest table
      depths: [8]
      widths: [1, 2]
      data: {source: "synthetic:8", trainImages: 16, testImages: 8}
      training: {epochs: 1, checkpointEpochs: [1], milestones: [], batchSize: 8}
      probe: {lines: 2, points: 5, images: 4}
      """;

  private SmallRuns() {}

  /** Returns a command by its name. */
  static SmallRun named(String name) {
    return ALL.stream().filter(run -> run.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the file that other commands read of a run. */
  static String results(SmallRun run) {
    return switch (run.name()) {
      case "surface", "trajectory-plane" -> "surfaces.json";
      case "path" -> "paths.json";
      case "compare" -> "comparison.json";
      default -> "results.json";
    };
  }

  /** Writes what the commands read. */
  static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("grid.yaml"), GRID);
  }

  /**
   * Returns what a folder holds, by the names of its files: texts without times, without who made
   * them on which build of ND4J, and without the folder's own name.
   */
  static Map<String, String> files(Path out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        files.put(name, content(file).replace(out.getParent().toString(), "DIR"));
      }
    }
    return files;
  }

  /** Returns what differs between the files of two runs, a line for each file. */
  static List<String> differences(Map<String, String> expected, Map<String, String> found) {
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      if (!found.containsKey(name)) {
        differences.add(name + " is missing");
      } else if (!expected.containsKey(name)) {
        differences.add(name + " should not be there");
      } else if (!found.get(name).equals(expected.get(name))) {
        differences.add(name + ": " + difference(expected.get(name), found.get(name)));
      }
    }
    return differences;
  }

  private static String difference(String expected, String found) {
    List<String> known = expected.lines().toList();
    List<String> lines = found.lines().toList();
    int line = 0;
    while (line < Math.min(known.size(), lines.size()) && known.get(line).equals(lines.get(line))) {
      line++;
    }
    return "line %d is '%s'; expected '%s'".formatted(line + 1, at(lines, line), at(known, line));
  }

  private static String at(List<String> lines, int line) {
    return line < lines.size() ? lines.get(line) : "";
  }

  /** Files whose content depends on how often a run was started, and by whom. */
  private static final Set<String> OF_ITS_MAKING = Set.of("journal.jsonl", "state.zip", ".lock");

  private static String content(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (OF_ITS_MAKING.contains(name)) {
      return "";
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (name.equals("training.csv")) {
      return text.replaceAll("(?m)(,[^,\n]*){3}$", "");
    }
    if (name.equals("iterations.csv") || name.equals("curvature.csv")) {
      return text.replaceAll("(?m),[0-9.E-]+$", "");
    }
    return name.endsWith(".json") || name.endsWith(".html")
        ? text.replaceAll("(\"|&quot;)(seconds|imagesPerSecond|waitingShare)\\1 : [0-9.E-]+", "")
            .replaceAll(",?\\s*\"madeBy\" : \\[[^]]*\\]", "")
            .replaceAll("\"nd4j-build\" : \"[^\"]*\"", "")
        : text;
  }
}
