package org.convexityprobe.resnet;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The metrics of one epoch of training.
 *
 * @param epoch number of completed epochs
 * @param learningRate η during the epoch
 * @param trainLoss mean cross-entropy of the training batches as they were seen (batch statistics,
 *     augmented, parameters still moving)
 * @param trainAccuracy share of them classified correctly, in percent
 * @param testLoss mean cross-entropy on the test images after the epoch; null without test images
 * @param testAccuracy share of test images classified correctly, in percent; null without them
 * @param imagesPerSecond training speed, evaluation left out
 * @param seconds duration of the epoch, evaluation included
 * @param waitingShare share of the training time spent waiting for data, in percent
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EpochMetrics(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainAccuracy,
    Double testLoss,
    Double testAccuracy,
    double imagesPerSecond,
    double seconds,
    double waitingShare) {}
