package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convexityprobe.data.matrix.MatrixReading;
import org.convexityprobe.data.matrix.MatrixSampling;
import org.convexityprobe.data.matrix.RealMatrix;
import org.convexityprobe.experiment.Journal;
import org.convexityprobe.experiment.factorization.CurvatureResults.Entry;
import org.convexityprobe.nmf.CurvatureSummary;
import org.convexityprobe.nmf.FactorizationLoss;
import org.convexityprobe.nmf.Factors;
import org.convexityprobe.nmf.Quartic;

/**
 * How the curvature α towards optima is distributed, against the share of rows and columns kept
 * (Fig. 5 and 6 of the AAAI paper, Fig. 11 of the ICLR version).
 */
public record CurvatureStudy(CurvatureConfig config) implements Study {
  @Override
  public String kind() {
    return "nmf-curvature";
  }

  @Override
  public void run(StudyContext context) throws IOException {
    MatrixReading reading = context.read(config.matrix());
    Journal<Entry> journal = context.run().journal(Entry.class);
    Map<Double, Entry> done = new HashMap<>();
    journal.entries().forEach(entry -> done.put(entry.rate(), entry));
    List<Entry> entries = new ArrayList<>();
    for (double rate : config.rates()) {
      context.check();
      if (!done.containsKey(rate)) {
        Entry entry = measure(context, reading.matrix(), rate);
        journal.append(entry);
        done.put(rate, entry);
      }
      // Here, and not where they were found: a kill may have come between.
      context.optima(folder(rate)).clear(config.optima());
      entries.add(done.get(rate));
      context.listener().note(CurvatureFiles.describe(done.get(rate)));
    }
    context.writeNames(reading);
    CurvatureResults results =
        new CurvatureResults(context.run().manifest(), MatrixFacts.of(reading), entries);
    CurvatureFiles.write(config, results, context.files());
  }

  private static String folder(double rate) {
    return "optima-" + rate;
  }

  private Entry measure(StudyContext context, RealMatrix whole, double rate) throws IOException {
    FactorizationConfig solve = config.solve();
    RealMatrix part = MatrixSampling.subsample(whole, rate, config.matrix().sampleSeed());
    FactorizationLoss loss = FactorizationLoss.of(part.withUnitVariance(), context.workers());
    List<Factors> found = context.optima(folder(rate)).find(loss, solve, config.optima());
    List<Factors> random = new ArrayList<>();
    for (int i = 0; i < config.points(); i++) {
      random.add(solve.point(loss, i));
    }
    context.check();
    long start = System.nanoTime();
    Quartic[][] quartics = loss.alongAll(found, random);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (Quartic[] row : quartics) {
      for (int b = 0; b < row.length; b++) {
        row[b] = row[b].scaledBy(1.0 / loss.observedCount());
      }
    }
    return new Entry(
        rate,
        loss.rows(),
        loss.columns(),
        loss.observedCount(),
        seconds,
        CurvatureSummary.of(quartics, solve.seed()));
  }
}
