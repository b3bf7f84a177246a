package org.convexityprobe.cli.nmf;

import picocli.CommandLine.Command;

/** {@code convexity nmf}. */
@Command(
    name = "nmf",
    description = "Factorise matrices, and measure the convexity of the loss.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      NmfDescribeCommand.class,
      NmfFactorizeCommand.class,
      NmfLinesCommand.class,
      NmfCurvatureCommand.class,
      NmfTrajectoryCommand.class,
      NmfSpectrumCommand.class,
      NmfPlantedCommand.class,
      NmfStarCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity nmf describe --data ratings.dat",
      "  convexity nmf lines --data orl/ --rank 49 --out runs/orl-lines",
      "  convexity nmf curvature --config configs/quick/nmf/synthetic.yaml --out runs/curvature",
      "  convexity nmf planted --out runs/planted"
    })
public final class NmfCommand {}
