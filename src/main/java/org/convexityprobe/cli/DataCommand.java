package org.convexityprobe.cli;

import picocli.CommandLine.Command;

/** {@code convexity data}. */
@Command(
    name = "data",
    description = "Fetch, list and describe image data sets.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataFetchCommand.class,
      DataListCommand.class,
      DataDescribeCommand.class,
      DataSaveCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  convexity data fetch cifar10",
      "  convexity data list",
      "  convexity data describe --data synthetic"
    })
final class DataCommand {}
