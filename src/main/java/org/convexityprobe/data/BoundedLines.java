package org.convexityprobe.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/** Text whose lines end: a line without an end would fill the heap before anybody looks at it. */
final class BoundedLines extends FilterReader {
  /** Characters of the longest line, as of the rows of a matrix. */
  static final int LONGEST = 1 << 24;

  private final Path file;
  private long lines = 1;
  private long length;

  BoundedLines(Reader in, Path file) {
    super(in);
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    int found = super.read(buffer, offset, count);
    for (int i = offset; i < offset + found; i++) {
      boolean end = buffer[i] == '\n' || buffer[i] == '\r';
      lines += buffer[i] == '\n' ? 1 : 0;
      length = end ? 0 : length + 1;
      if (length > LONGEST) {
        throw new IOException(
            "%s: line %d has more than %d characters; expected lines of text; are there line breaks?"
                .formatted(file, lines, LONGEST));
      }
    }
    return found;
  }
}
