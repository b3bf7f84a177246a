package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.FactorizeResults.Entry;
import org.convexityprobe.experiment.factorization.FactorizeResults.Finished;
import org.convexityprobe.nmf.Solution;

/** Factorises a matrix from several starting points. */
public record FactorizeStudy(FactorizeConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-factorize";

  private static final String FACTORS = "factors";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, String> checksums() throws IOException {
    return config.matrix().checksums(config.solve().initialFactors());
  }

  @Override
  public void run(StudyContext context) throws IOException {
    MatrixReading reading = context.read(config.matrix());
    Map<Integer, Finished> finished = new TreeMap<>();
    Journal<Finished> journal = context.run().journal(Finished.class);
    journal.entries().forEach(one -> finished.put(one.entry().start(), one));
    context
        .optima(FACTORS)
        .complete(
            new ScaledMatrix(config.matrix(), 1),
            config.solve(),
            config.starts(),
            finished.keySet(),
            (optimum, maker) -> {
              // Where only its archive was lost, the journal has the same already.
              if (!finished.containsKey(optimum.index())) {
                Finished one =
                    new Finished(entry(optimum.index(), optimum.solution()), optimum.history());
                journal.append(one, maker);
                finished.put(optimum.index(), one);
              }
            });
    List<Finished> all = List.copyOf(finished.values());
    context.writeNames(reading);
    FactorizeFiles.write(config, all, context.files());
    // Last, so that whoever finds it finds the others.
    context
        .files()
        .json(
            new FactorizeResults(
                context.run().manifest(),
                MatrixFacts.of(reading),
                all.stream().map(Finished::entry).toList()));
    for (Finished one : all) {
      context
          .listener()
          .note(
              String.format(
                  Locale.ROOT,
                  "start %d: loss %.6g per entry",
                  one.entry().start(),
                  one.entry().loss()));
    }
  }

  private static Entry entry(int start, Solution solution) {
    return new Entry(
        start,
        solution.loss(),
        solution.optimalityResidual(),
        solution.iterations(),
        solution.reason(),
        solution.seconds());
  }
}
