package org.convexityprobe.cli;

import java.util.concurrent.Callable;
import org.convexityprobe.cli.progress.ExitCode;
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

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("convexity", spec.root().commandLine());
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
