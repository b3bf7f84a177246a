/**
 * Commands on low-rank matrix recovery; start from {@link
 * org.convexityprobe.cli.recovery.RecoveryCommand}.
 */
package org.convexityprobe.cli.recovery;
