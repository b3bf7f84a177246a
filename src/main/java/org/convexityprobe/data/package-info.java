/** Readers, augmentation, synthetic sets and verified downloads. */
package org.convexityprobe.data;
