package org.convexityprobe.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.convexityprobe.data.FolderLock;

/** The state of a run: not begun, going on, stopped or finished. */
public enum RunState {
  /** Its results are there. */
  FINISHED("finished"),
  /** A process works on it. */
  GOING_ON("going on"),
  /** It was stopped or killed before its results were there. */
  STOPPED("stopped"),
  /** It was refused, stopped or killed before its first result. */
  NOT_BEGUN("not begun");

  private final String words;

  RunState(String words) {
    this.words = words;
  }

  /** Returns the state in words. */
  public String words() {
    return words;
  }

  /**
   * Returns the state of the run in a folder.
   *
   * @param finished whether its results are there, where no process works on it
   * @throws IOException if the folder cannot be read
   */
  public static RunState of(Path folder, boolean finished) throws IOException {
    if (isHeld(folder.resolve(FolderLock.FILE))) {
      return GOING_ON;
    }
    if (finished) {
      return FINISHED;
    }
    return RunFolder.holdsWork(folder) ? STOPPED : NOT_BEGUN;
  }

  private static boolean isHeld(Path lock) {
    if (!Files.isWritable(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken == null;
    } catch (OverlappingFileLockException e) {
      return true; // by this process
    } catch (IOException e) {
      return false; // a file system without locks
    }
  }
}
