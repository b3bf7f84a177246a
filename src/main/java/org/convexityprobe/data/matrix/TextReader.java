package org.convexityprobe.data.matrix;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.convexityprobe.data.ByteOrderMark;
import org.convexityprobe.data.FileKind;

/**
 * The characters of a text file: unpacked, decoded by the byte order mark or else as UTF-8, or as
 * Windows-1252 where the bytes are no UTF-8. A row without end and NUL characters, which no text
 * has, are refused where they stand.
 */
final class TextReader extends Reader {
  /** Most characters in a row; a row of half a million numbers of 32 characters has them. */
  static final int MAX_ROW = 1 << 24;

  private static final int PROBE = 1 << 16;
  private static final int END_OF_DOS_FILE = 26;

  private final Path file;
  private final Reader decoded;
  private long lineBreaks;
  private boolean afterReturn;
  private long rowStart = 1;
  private long inRow;

  private TextReader(Path file, Reader decoded) {
    this.file = file;
    this.decoded = decoded;
  }

  /** Opens a file. */
  static TextReader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(CompressedFile.open(file), PROBE);
    try {
      in.mark(PROBE);
      byte[] start = in.readNBytes(PROBE);
      in.reset();
      requireText(file, FileKind.of(new ByteArrayInputStream(start)));
      ByteOrderMark mark = ByteOrderMark.of(start).orElseGet(() -> unmarked(start));
      in.skipNBytes(mark.length());
      CharsetDecoder decoder =
          mark.charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      return new TextReader(file, new InputStreamReader(in, decoder));
    } catch (IOException e) {
      in.close();
      throw e instanceof MatrixFileException ? e : damaged(file, 1, e);
    }
  }

  private static void requireText(Path file, FileKind kind) throws MatrixFileException {
    if (kind != FileKind.TEXT) {
      throw new MatrixFileException(file, kind.insteadOf("text", file));
    }
  }

  private static ByteOrderMark unmarked(byte[] start) {
    return new ByteOrderMark(
        isUtf8(start) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"), 0);
  }

  /** The last character may be cut, so that the end of the input is not told to the decoder. */
  private static boolean isUtf8(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(bytes.length);
    return !decoder.decode(ByteBuffer.wrap(bytes), out, bytes.length < PROBE).isError();
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count;
    try {
      count = decoded.read(buffer, offset, length);
    } catch (IOException e) {
      throw damaged(file, lineBreaks + 1, e);
    }
    for (int i = offset; i < offset + count; i++) {
      buffer[i] = checked(buffer[i]);
    }
    inRow += Math.max(0, count);
    if (inRow > MAX_ROW) {
      throw new MatrixFileException(
          file,
          rowStart,
          "the row that starts here has more than %d characters; expected lines of text, so does it"
                  .formatted(MAX_ROW)
              + " never end, or is a quote never closed?");
    }
    return count;
  }

  private char checked(char c) throws MatrixFileException {
    if (c == 0) {
      throw new MatrixFileException(
          file,
          lineBreaks + 1,
          "a NUL character; expected text, so is the file damaged or binary?");
    }
    if (c == '\r' || (c == '\n' && !afterReturn)) {
      lineBreaks++;
    }
    afterReturn = c == '\r';
    return c == END_OF_DOS_FILE ? ' ' : c;
  }

  private static MatrixFileException damaged(Path file, long line, IOException cause) {
    if (cause instanceof MatrixFileException known) {
      return known;
    }
    if (cause instanceof CharacterCodingException) {
      return new MatrixFileException(
          file,
          "after line %d there are bytes that are no UTF-8, although the file begins so; save it as UTF-8, such as by 'iconv -f windows-1252 -t utf-8'"
              .formatted(line));
    }
    return new MatrixFileException(
        file,
        "the data are cut short or damaged after line %d (%s)"
            .formatted(line, CompressedFile.reason(cause)),
        cause);
  }

  /**
   * Says that a row has ended, so that the bound starts anew.
   *
   * @param next line in which the next row starts
   */
  void rowEnded(long next) {
    rowStart = next;
    inRow = 0;
  }

  @Override
  public void close() throws IOException {
    decoded.close();
  }
}
