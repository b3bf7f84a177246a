package org.convexityprobe.experiment.hessian;

import java.io.IOException;
import org.convexityprobe.experiment.config.HessianConfig;
import org.convexityprobe.experiment.probe.DirectionSeed;
import org.convexityprobe.experiment.probe.HashedFile;
import org.convexityprobe.experiment.probe.LossSource;
import org.convexityprobe.experiment.work.Resource;
import org.convexityprobe.experiment.work.UnitContext;
import org.convexityprobe.network.NetworkHessian;
import org.convexityprobe.resnet.TrainedNetwork;

/**
 * What all runs of the Lanczos process on one checkpoint have in common.
 *
 * @param checkpoint the zip
 * @param loss whose Hessian it is
 * @param hessian what is computed of it
 */
record HessianPlan(HashedFile checkpoint, LossSource loss, HessianConfig hessian)
    implements Resource<OpenHessian> {
  @Override
  public OpenHessian open(UnitContext context) throws IOException {
    TrainedNetwork network = context.get(checkpoint.network());
    float[] weights = context.get(loss.weightsOf(checkpoint));
    int[] labels = context.get(loss.images()).of(network.description()).subset().labels();
    NetworkHessian products = context.get(loss.hessianOf(checkpoint));
    return new OpenHessian(
        network,
        vector -> products.times(weights, vector, labels),
        hessian,
        DirectionSeed.of(loss.loss().seed(), network.description()));
  }
}
