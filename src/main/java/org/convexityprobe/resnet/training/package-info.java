/** Training of residual networks; start from {@link org.convexityprobe.resnet.training.Trainer}. */
package org.convexityprobe.resnet.training;
