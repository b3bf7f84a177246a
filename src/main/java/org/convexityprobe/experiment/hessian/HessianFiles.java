package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.convexityprobe.experiment.ResultFiles;
import org.convexityprobe.experiment.ResultNames;
import org.convexityprobe.landscape.Spectrum;
import org.convexityprobe.report.CurvePlot;
import org.convexityprobe.report.CurvePlot.Curve;
import org.convexityprobe.report.CurvePlot.Panel;

/** Writes JSON, tables and the figure of spectral densities from results alone. */
final class HessianFiles {
  /** Densities are drawn from here on: Gaussians far from every eigenvalue are 0 to a computer. */
  private static final double LEAST = 1e-8;

  private HessianFiles() {}

  static void write(HessianResults results, Path folder) throws IOException {
    ResultFiles files = new ResultFiles(folder);
    files.csv("hessians.csv", header(), rows(results));
    files.csv(
        "eigenvalues.csv",
        List.of("checkpoint", "end", "number", "eigenvalue", "residual"),
        eigenvalues(results));
    files.csv(
        "blocks.csv",
        List.of("checkpoint", "tensor", "parameters", "trace", "standard_error"),
        blocks(results));
    figure(results, files);
    files.json(results); // last: a run with it is finished
  }

  private static List<String> header() {
    return List.of(
        "checkpoint",
        "images",
        "parameters",
        "largest",
        "largest_residual",
        "smallest",
        "smallest_residual",
        "convexity",
        "trace",
        "trace_error",
        "frobenius",
        "trace_over_frobenius",
        "negative_share",
        "negative_share_error");
  }

  private static List<List<Object>> rows(HessianResults results) {
    List<List<Object>> rows = new ArrayList<>();
    for (HessianResult result : results.checkpoints()) {
      Spectrum spectrum = result.spectrum();
      rows.add(
          List.of(
              result.name(),
              result.images(),
              spectrum.size(),
              spectrum.largest().get(0).value(),
              spectrum.largest().get(0).residual(),
              spectrum.smallest().get(0).value(),
              spectrum.smallest().get(0).residual(),
              spectrum.convexity(),
              spectrum.trace().value(),
              spectrum.trace().standardError(),
              Math.sqrt(spectrum.squaredNorm().value()),
              spectrum.traceOverNorm(),
              spectrum.negativeShare().value(),
              spectrum.negativeShare().standardError()));
    }
    return rows;
  }

  private static List<List<Object>> eigenvalues(HessianResults results) {
    List<List<Object>> rows = new ArrayList<>();
    for (HessianResult result : results.checkpoints()) {
      add(rows, result.name(), "largest", result.spectrum().largest());
      add(rows, result.name(), "smallest", result.spectrum().smallest());
    }
    return rows;
  }

  private static void add(
      List<List<Object>> rows, String name, String end, List<Spectrum.Eigenvalue> values) {
    for (int i = 0; i < values.size(); i++) {
      rows.add(List.of(name, end, i + 1, values.get(i).value(), values.get(i).residual()));
    }
  }

  private static List<List<Object>> blocks(HessianResults results) {
    List<List<Object>> rows = new ArrayList<>();
    for (HessianResult result : results.checkpoints()) {
      for (HessianResult.Block block : result.blocks()) {
        rows.add(
            List.of(
                result.name(),
                block.tensor(),
                block.parameters(),
                block.trace().value(),
                block.trace().standardError()));
      }
    }
    return rows;
  }

  private static void figure(HessianResults results, ResultFiles files) throws IOException {
    Set<String> titles = new LinkedHashSet<>();
    List<Panel> panels = new ArrayList<>();
    for (HessianResult result : results.checkpoints()) {
      String title = ResultNames.unique(ResultNames.title(result.description()), titles);
      titles.add(title);
      panels.add(new Panel(title, "eigenvalue", "log10 of density", false, List.of(curve(result))));
    }
    files.figure(
        "spectra",
        CurvePlot.of(
            "",
            panels,
            "Density of the eigenvalues of the Hessian, by stochastic Lanczos quadrature, smoothed"
                + " over a hundredth of their range."));
  }

  private static Curve curve(HessianResult result) {
    Spectrum.Density density = result.spectrum().density();
    return Curve.line(
        "",
        density.x(),
        density.density().stream().map(value -> Math.log10(Math.max(value, LEAST))).toList());
  }
}
