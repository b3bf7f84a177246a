package org.convexityprobe.experiment.probe;

import org.convexityprobe.landscape.ConvexityMeasures;
import org.convexityprobe.landscape.GradientAlignment;
import org.convexityprobe.landscape.LeastCurvature;
import org.convexityprobe.landscape.LineScan;
import org.convexityprobe.landscape.SegmentVerdict;
import org.convexityprobe.resnet.Checkpoint;

/**
 * The segment from one checkpoint to the last one.
 *
 * @param name the checkpoint's name in its run
 * @param description the checkpoint
 * @param distance ‖w_last − w‖ over the parameters that move along the segment
 * @param scan the losses; its λ from −½ to ½ are the segment from the checkpoint to the last one
 * @param verdict how the loss falls along it
 * @param curvature the least curvature on it
 * @param alignment of −∇ℓ at the checkpoint with the way to the last one
 * @param measures how convex the loss is between the checkpoint and the last one
 */
public record PathResult(
    String name,
    Checkpoint description,
    double distance,
    LineScan scan,
    SegmentVerdict verdict,
    LeastCurvature curvature,
    GradientAlignment alignment,
    ConvexityMeasures measures) {}
