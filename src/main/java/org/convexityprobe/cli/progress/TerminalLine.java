package org.convexityprobe.cli.progress;

import java.io.IOException;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The last line of the terminal, written again and again. */
final class TerminalLine implements ProgressBarConsumer {
  private static final int USUAL_WIDTH = 80;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;

  TerminalLine(PrintWriter out) {
    this.out = out;
  }

  /** The terminal, opened once; null where there is none to ask. */
  private static final class Width {
    static final Terminal TERMINAL = open();

    private static Terminal open() {
      try {
        // JLine's own handlers of signals would end the process at Ctrl-C, with nothing written.
        return TerminalBuilder.builder().dumb(true).nativeSignals(false).build();
      } catch (IOException e) {
        return null;
      }
    }
  }

  @Override
  public int getMaxRenderedLength() {
    int width = Width.TERMINAL == null ? 0 : Width.TERMINAL.getWidth();
    // A full line would make some terminals go on in the next.
    return (width > 0 ? width : USUAL_WIDTH) - 1;
  }

  @Override
  public void accept(String line) {
    out.print(CLEAR + line);
    out.flush();
  }

  @Override
  public void clear() {
    out.print(CLEAR);
    out.flush();
  }

  @Override
  public void close() {
    out.println();
    out.flush();
  }
}
