package org.convexityprobe.cli;

import org.convexityprobe.experiment.Environment;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"convexity " + Environment.programVersion()};
  }
}
