package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.experiment.factorization.CurvatureResults.Entry;
import org.convexityprobe.experiment.work.JournalledWork;

/**
 * How the curvature α towards optima is distributed, against the share of rows and columns kept
 * (Fig. 5 and 6 of the AAAI paper, Fig. 11 of the ICLR version).
 */
public record CurvatureStudy(CurvatureConfig config) implements Study {
  /** A run of this kind, as its manifest says. */
  public static final String KIND = "nmf-curvature";

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
    JournalledWork<Entry, FactorizationListener> work = context.work(Entry.class);
    Map<Double, Entry> done = new HashMap<>();
    work.journal().entries().forEach(entry -> done.put(entry.rate(), entry));
    // All of them before the first takes its time.
    for (double rate : config.rates()) {
      if (!done.containsKey(rate)) {
        new ScaledMatrix(config.matrix(), rate).requireFactorizable(reading.matrix());
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (double rate : config.rates()) {
      context.control().check();
      OptimumStore optima = context.optima("optima-" + rate);
      if (!done.containsKey(rate)) {
        done.put(rate, work.compute(unit(rate, optima)));
      }
      // Here, and not where they were found: a kill may have come between.
      optima.clear(config.optima());
      entries.add(done.get(rate));
      context.listener().note(CurvatureFiles.describe(done.get(rate)));
    }
    CurvatureFiles.caution(config).ifPresent(context.listener()::note);
    context.writeNames(reading);
    CurvatureResults results =
        new CurvatureResults(context.run().manifest(), MatrixFacts.of(reading), entries);
    CurvatureFiles.write(config, results, context.files());
  }

  /** Finds the optima at a rate, and returns what is measured with them. */
  private CurvatureUnit unit(double rate, OptimumStore optima) throws IOException {
    ScaledMatrix part = new ScaledMatrix(config.matrix(), rate);
    return new CurvatureUnit(
        part, config.solve(), optima.find(part, config.solve(), config.optima()), config.points());
  }
}
