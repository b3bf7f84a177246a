package org.convexityprobe.experiment.factorization;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.factorization.SpectrumResults.Spectra;
import org.convexityprobe.report.HistogramPlot;
import org.convexityprobe.report.HistogramPlot.Panel;
import org.convexityprobe.report.HistogramPlot.Sample;

/** Writes singular values of factors. */
final class SpectrumFiles {
  private SpectrumFiles() {}

  static void write(SpectrumConfig config, SpectrumResults results, ResultFiles files)
      throws IOException {
    Spectra spectra = results.spectra();
    // With a rank above the smaller side of X, the factors do not have as many singular values.
    int count = Math.max(spectra.u().size(), spectra.v().size());
    files.csv(
        "spectrum.csv",
        List.of("index", "u", "random_u", "v", "random_v"),
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    List.<Object>of(
                        i + 1,
                        cell(spectra.u(), i),
                        cell(spectra.randomU(), i),
                        cell(spectra.v(), i),
                        cell(spectra.randomV(), i)))
            .toList());
    files.figure(
        "spectrum",
        HistogramPlot.of(
            config.matrix().title("Singular values of the factors", config.solve().rank()),
            List.of(
                panel("U*", spectra.u(), spectra.randomU()),
                panel("V*", spectra.v(), spectra.randomV())),
            caption(config.solve().initialization())));
    files.json(results);
  }

  static String caption(FactorizationConfig.Start law) {
    return "Histograms of the singular values of one optimum's factors, and of %s matrices of the same shapes and means."
        .formatted(law == FactorizationConfig.Start.UNIFORM ? "uniform" : "half-normal");
  }

  private static Object cell(List<Double> values, int index) {
    return index < values.size() ? values.get(index) : "";
  }

  private static Panel panel(String title, List<Double> found, List<Double> random) {
    return new Panel(
        title,
        "singular value",
        List.of(new Sample("optimum", found), new Sample("random", random)));
  }

  static List<String> notes(Spectra spectra) {
    return List.of(
        note("U*", spectra.u(), spectra.randomU()), note("V*", spectra.v(), spectra.randomV()));
  }

  private static String note(String factor, List<Double> found, List<Double> random) {
    return String.format(
        Locale.ROOT,
        "singular values of %s: largest %.4g (random %.4g), second %.4g (%.4g), least %.4g (%.4g)",
        factor,
        found.get(0),
        random.get(0),
        found.get(Math.min(1, found.size() - 1)),
        random.get(Math.min(1, random.size() - 1)),
        found.get(found.size() - 1),
        random.get(random.size() - 1));
  }
}
