package org.convexityprobe.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.ExitCode;
import org.convexityprobe.data.ImageSource;
import org.convexityprobe.experiment.config.DataConfig;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convexity completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in a shell.",
    footerHeading = "%nExamples:%n",
    footer = {"  source <(convexity completion bash)", "  source <(convexity completion zsh)"})
final class CompletionCommand implements Callable<Integer> {
  /** Shells that are known. */
  enum Shell {
    /** GNU Bash. */
    BASH,
    /** Z shell. */
    ZSH
  }

  /** How picocli's script lists files. */
  private static final String BASH_FILES = "$( compgen -f -- \"${curr_word}\" )";

  /** What --data takes besides files; what ends in a colon is followed by a place. */
  private static final String DATA =
      Stream.concat(
              Stream.of(DataConfig.SYNTHETIC),
              ImageSource.all().stream()
                  .filter(source -> source.form().startsWith(source.name() + ":"))
                  .map(source -> source.name() + ":"))
          .collect(Collectors.joining("\\n"));

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  /** Picocli completes no text; these options take a file, a folder, or words besides. */
  private static String withFiles(String script) {
    return script
        .replace(nothingFor("--json"), filesFor("--json", ""))
        .replace(nothingFor("--to"), filesFor("--to", ""))
        .replace(
            nothingFor("--data"),
            filesFor("--data", "$( compgen -W $'" + DATA + "' -- \"${curr_word}\" ) "));
  }

  private static String nothingFor(String option) {
    return "    '%s')\n      return\n".formatted(option);
  }

  private static String filesFor(String option, String words) {
    return """
              '%s')
                local IFS=$'\\n'
                type compopt &>/dev/null && compopt -o filenames
                COMPREPLY=( %s%s ) # files
                return $?
          """
        .formatted(option, words, BASH_FILES);
  }

  @Override
  public Integer call() {
    String script = withFiles(AutoComplete.bash("convexity", spec.root().commandLine()));
    if (shell == Shell.ZSH) {
      // Picocli's script switches zsh to Bash's completion, but only after compinit; and there, a
      // folder's name gets no slash. Without files from the script, zsh completes its own way.
      script = "autoload -U +X compinit && compinit\n" + script.replace(BASH_FILES, "");
    }
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
