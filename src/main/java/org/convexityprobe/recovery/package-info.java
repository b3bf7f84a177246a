/**
 * Low-rank matrix recovery, X* = U*U*ᵀ from linear measurements: losses, their derivatives, descent
 * and critical points. Start with {@link org.convexityprobe.recovery.RecoveryLoss}.
 */
package org.convexityprobe.recovery;
