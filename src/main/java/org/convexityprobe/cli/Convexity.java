package org.convexityprobe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.convexityprobe.cli.network.CompareCommand;
import org.convexityprobe.cli.network.EvaluateCommand;
import org.convexityprobe.cli.network.ExportCommand;
import org.convexityprobe.cli.network.HessianCommand;
import org.convexityprobe.cli.network.ImportCommand;
import org.convexityprobe.cli.network.ModelCommand;
import org.convexityprobe.cli.network.PathCommand;
import org.convexityprobe.cli.network.ProbeCommand;
import org.convexityprobe.cli.network.SensitivityCommand;
import org.convexityprobe.cli.network.SurfaceCommand;
import org.convexityprobe.cli.network.TableCommand;
import org.convexityprobe.cli.network.TrainCommand;
import org.convexityprobe.cli.nmf.NmfCommand;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.cli.progress.Failures;
import org.convexityprobe.cli.progress.Interruption;
import org.convexityprobe.cli.progress.ProgramName;
import org.convexityprobe.cli.recovery.RecoveryCommand;
import org.convexityprobe.network.NativeBuild;
import org.deeplearning4j.config.DL4JSystemProperties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command {@code convexity}. */
@Command(
    name = "convexity",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Measures how convex loss landscapes are.",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      ProbeCommand.class,
      SurfaceCommand.class,
      PathCommand.class,
      HessianCommand.class,
      TableCommand.class,
      CompareCommand.class,
      MeasuresCommand.class,
      RunsCommand.class,
      ReportCommand.class,
      ReproduceCommand.class,
      EvaluateCommand.class,
      SensitivityCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      ModelCommand.class,
      DataCommand.class,
      NmfCommand.class,
      RecoveryCommand.class,
      ClusterCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:internal error",
      "2:wrong usage or configuration",
      "3:a file is missing, damaged or cannot be written, or a folder holds something else",
      "4:numerical failure, such as a loss that is not finite",
      "5:too little memory",
      "6:work on a cluster failed twice; finished work is kept",
      "130:interrupted; finished work is kept"
    })
public final class Convexity {
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private Convexity() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    prepareProcess();
    System.exit(run(args));
  }

  /** Sets what holds for the whole process; before anything else. */
  static void prepareProcess() {
    // Numbers and names of files are the same everywhere, also where digits are others.
    Locale.setDefault(Locale.ROOT);
    SerialFilter.refuseAll();
    NativeBuild.choose();
    // DL4J would write a report into the working directory when memory ends; Failures says it.
    System.setProperty(DL4JSystemProperties.CRASH_DUMP_ENABLED_PROPERTY, "false");
  }

  /** Runs one command and returns its exit code. */
  static int run(String... args) {
    CommandLine commandLine = commandLine();
    Optional<String> complaint = PathCharset.complaint(args);
    if (complaint.isPresent()) {
      commandLine.getErr().println("convexity: " + complaint.get());
      return ExitCode.USAGE;
    }
    return written(commandLine, commandLine.execute(args), printsIntoAPipe());
  }

  /**
   * Returns the exit code: results that could not be printed are none, as on a full disk.
   *
   * @param pipe whether a pipe takes what is printed, whose reader may have seen enough
   */
  static int written(CommandLine commandLine, int code, boolean pipe) {
    if (code != ExitCode.OK || !commandLine.getOut().checkError() || pipe) {
      return code;
    }
    commandLine
        .getErr()
        .println("convexity: what was printed could not be written to its end; is the disk full?");
    return ExitCode.FILE;
  }

  private static boolean printsIntoAPipe() {
    try {
      return Files.readSymbolicLink(STANDARD_OUTPUT).toString().startsWith("pipe:");
    } catch (IOException e) {
      return false; // Another system than Linux.
    }
  }

  /** Returns the command line, ready to parse. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Convexity());
    commandLine.setCommandName(ProgramName.get());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(Convexity::fail);
    commandLine.setParameterExceptionHandler(Convexity::refuse);
    commandLine.setExecutionStrategy(Convexity::runLast);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    addHelp(commandLine);
    return commandLine;
  }

  /** Says what is wrong with a command in a few lines, the last ones on the terminal. */
  private static int refuse(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine commandLine = wrong.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println(
        commandLine.getColorScheme().errorText("convexity: " + ProgramName.in(wrong.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println(
        "'%s --help' shows its options".formatted(commandLine.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static int fail(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    int code = Failures.report(failure, commandLine);
    Interruption.commandReturned();
    return code;
  }

  private static void addHelp(CommandLine commandLine) {
    commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, Examples::render);
    HelpTexts.adapt(commandLine.getCommandSpec());
    for (CommandLine sub : List.copyOf(commandLine.getSubcommands().values())) {
      if (!(sub.getCommandSpec().userObject() instanceof CommandLine.HelpCommand)
          && sub.getCommandSpec().findOption("--help") == null) {
        sub.getCommandSpec().mixinStandardHelpOptions(true);
      }
      addHelp(sub);
    }
  }

  /** Errors that users can mend (memory, a native library) reach them as exceptions do. */
  private static int runLast(CommandLine.ParseResult parsed) {
    Optional<String> lacking = TemporaryFolder.lacking().or(NativeBuild::lacking);
    if (lacking.isPresent()) {
      parsed.commandSpec().commandLine().getErr().println("convexity: " + lacking.get());
      return ExitCode.FILE;
    }
    try {
      int code = new CommandLine.RunLast().execute(parsed);
      Interruption.commandReturned();
      return code;
    } catch (OutOfMemoryError | LinkageError e) {
      int code = Failures.report(e, parsed.commandSpec().commandLine());
      Interruption.commandReturned();
      return code;
    } catch (Error e) {
      Interruption.commandReturned();
      throw e;
    }
  }
}
