package org.convexityprobe.cli.recovery;

import picocli.CommandLine.Command;

/** {@code convexity recovery}. */
@Command(
    name = "recovery",
    description =
        "Measure low-rank matrix recovery: minima, saddles, lines, noise, and where it fails.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecoveryDemoCommand.class,
      RecoveryMinimaCommand.class,
      RecoverySaddlesCommand.class,
      RecoveryLinesCommand.class,
      RecoveryNoiseCommand.class,
      RecoveryControlCommand.class,
      RecoveryCompletionCommand.class,
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity recovery demo",
      "  convexity recovery minima --sizes 10,20,40 --out runs/minima",
      "  convexity recovery minima --ensemble entries --size 50 --rank 2 --ratios 2,4,8 --out"
          + " runs/entries",
      "  convexity recovery saddles --out runs/saddles",
      "  convexity recovery lines --sizes 10,20,40 --out runs/recovery-lines",
      "  convexity recovery noise --sizes 10,20,40 --ratios 5,10,20 --out runs/noise"
    })
public final class RecoveryCommand {}
