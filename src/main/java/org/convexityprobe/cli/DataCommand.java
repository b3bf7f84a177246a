package org.convexityprobe.cli;

import picocli.CommandLine.Command;

/** {@code convexity data}. */
@Command(
    name = "data",
    description = "Fetch and list data sets; describe and save images.",
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
      "  convexity data fetch movielens-1m",
      "  convexity data describe --data synthetic"
    })
final class DataCommand {}
