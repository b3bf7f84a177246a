package org.convexityprobe.experiment.hessian;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.convexityprobe.experiment.probe.ProbeImages;
import org.convexityprobe.landscape.ParameterLayout;
import org.convexityprobe.landscape.ParameterLayout.Role;
import org.convexityprobe.landscape.Signs;
import org.convexityprobe.landscape.Spectrum;
import org.convexityprobe.landscape.Tridiagonal;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * Sums the runs of one checkpoint up.
 *
 * @param plan what they have in common
 * @param network of the checkpoint
 * @param images of the loss
 */
record HessianSummary(HessianPlan plan, TrainedNetwork network, ProbeImages.Selection images) {
  /**
   * Returns the result.
   *
   * @param entries all runs, by their number
   */
  HessianResult of(Map<Integer, HessianEntry> entries) {
    ParameterLayout layout = network.layout();
    List<HessianEntry> probes =
        IntStream.rangeClosed(1, plan.hessian().probes()).mapToObj(entries::get).toList();
    Tridiagonal ends = entries.get(0).tridiagonal();
    Spectrum spectrum =
        Spectrum.of(
            Signs.learnt(layout),
            plan.hessian().eigenvalues(),
            ends,
            probes.stream().map(HessianEntry::tridiagonal).toList());
    List<String> warnings = new ArrayList<>();
    images.warning().ifPresent(warnings::add);
    boolean exhausted = ends.offDiagonal().get(ends.offDiagonal().size() - 1) == 0;
    if (!exhausted && !ends.hasEnds(plan.hessian().eigenvalues(), plan.hessian().tolerance())) {
      warnings.add(
          "%d products left residuals above %s of the largest eigenvalue; use more --steps"
              .formatted(ends.diagonal().size(), plan.hessian().tolerance()));
    }
    return new HessianResult(
        plan.checkpoint().path(),
        network.description().on(images.normalization(), images.population()),
        images.subset().count(),
        images.population().count(),
        spectrum,
        blocks(layout, probes),
        entries.values().stream().mapToInt(each -> each.tridiagonal().diagonal().size()).sum(),
        warnings);
  }

  private static List<HessianResult.Block> blocks(
      ParameterLayout layout, List<HessianEntry> probes) {
    List<HessianResult.Block> blocks = new ArrayList<>();
    for (int i = 0; i < layout.tensors().size(); i++) {
      ParameterLayout.Tensor tensor = layout.tensors().get(i);
      if (tensor.role() != Role.STATISTIC) {
        int index = i;
        double[] values = probes.stream().mapToDouble(probe -> probe.blocks().get(index)).toArray();
        blocks.add(
            new HessianResult.Block(tensor.name(), tensor.length(), Spectrum.Mean.of(values)));
      }
    }
    return blocks;
  }
}
