/**
 * Residual networks on DL4J: their architecture, training, checkpoints, and the loss as a function
 * of the parameters.
 */
package org.convexityprobe.resnet;
