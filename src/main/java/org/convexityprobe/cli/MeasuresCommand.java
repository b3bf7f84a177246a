package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.convexityprobe.cli.option.JsonOption;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.Json;
import org.convexityprobe.experiment.report.MeasureFiles;
import org.convexityprobe.experiment.report.MeasureRow;
import org.convexityprobe.experiment.report.MeasureTable;
import org.convexityprobe.landscape.ConvexityMeasure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity measures}. */
@Command(
    name = "measures",
    description =
        "Show the same measures of convexity of networks, factorisations and matrix recovery side"
            + " by side, against size. Networks of several seeds are averaged.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity path checkpoints/k1 --out runs/k1-path",
      "  convexity nmf trajectory --data data/orl --subsample 0.25 --out runs/orl",
      "  convexity recovery lines --out runs/lines",
      "  convexity measures runs/k1-path runs/orl runs/lines --out runs/measures"
    })
final class MeasuresCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JsonOption json;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Folders of finished 'path', 'nmf trajectory' and 'recovery lines'.")
  private List<Path> runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write CSV, JSON and a figure here.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    MeasureTable table = MeasureTable.read(runs);
    PrintWriter print = spec.commandLine().getOut();
    if (!json.alone()) {
      print(table, print);
    }
    json.write(Json.write(table), print);
    if (out != null) {
      MeasureFiles.write(table, out);
      if (!json.alone()) {
        print.println("tables and a figure in " + out);
      }
    }
    print.flush();
    return ExitCode.OK;
  }

  /** A block for each objective and starting point: a row a measure, a column a size. */
  private static void print(MeasureTable table, PrintWriter print) {
    Map<String, List<MeasureRow>> blocks = new LinkedHashMap<>();
    for (MeasureRow row : table.rows()) {
      blocks
          .computeIfAbsent(row.objective() + ", " + row.from(), key -> new ArrayList<>())
          .add(row);
    }
    blocks.forEach(
        (title, rows) -> {
          print.println(title);
          ConvexityMeasure.table(
                  rows.get(0).sizeName(),
                  rows.stream().map(MeasureRow::size).toList(),
                  rows.stream().map(MeasureRow::measures).toList())
              .forEach(print::println);
        });
  }
}
