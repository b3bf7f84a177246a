package org.convexityprobe.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The first bytes of a file, and which format they belong to. */
final class FileSignature {
  private static final Pattern R_DATA = Pattern.compile("(?s)RD[XAB]\\d[\\r\\n].*");
  private static final Pattern WEB_PAGE =
      Pattern.compile("(?s)\\s*(<!--.*?-->\\s*)*<(!doctype\\s+html|html|head|body|title|script).*");

  private static final Pattern JSON =
      Pattern.compile("(?s)(\\[\\s*[\\[{\"\\d\\-\\]]|\\{\\s*[\"}]).*");

  private static final Pattern TORCH_ENTRY =
      Pattern.compile("[^/]+/((data|constants)\\.pkl|byteorder|version|data/\\d+|code/.*)");

  /** A large number that {@code torch.save} put first, before it wrote zip archives. */
  private static final byte[] TORCH =
      bytes(0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);

  /** Where that number stands, by the pickle's protocol: 2 and 3, 4 and more. */
  private static final int[] TORCH_PLACES = {2, 11};

  static final byte[] HDF5 = bytes(0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n');

  /** Where HDF5 may start: a program may keep a block of its own before it. */
  private static final int[] HDF5_PLACES = {0, 512, 1024, 2048, 4096};

  private final byte[] start;

  FileSignature(byte[] start) {
    this.start = start;
  }

  FileKind kind() {
    if (start.length == 0) {
      return FileKind.EMPTY;
    }
    FileKind kind = numbers();
    kind = kind == null ? compressed() : kind;
    kind = kind == null ? foreign() : kind;
    kind = kind == null ? pictureOrSound() : kind;
    return kind == null ? text() : kind;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private boolean has(int offset, byte[] wanted) {
    return start.length >= offset + wanted.length
        && java.util.Arrays.equals(start, offset, offset + wanted.length, wanted, 0, wanted.length);
  }

  private boolean starts(int... wanted) {
    return has(0, bytes(wanted));
  }

  private boolean starts(String wanted) {
    return has(0, wanted.getBytes(StandardCharsets.ISO_8859_1));
  }

  private boolean has(int offset, String wanted) {
    return has(offset, wanted.getBytes(StandardCharsets.ISO_8859_1));
  }

  private int at(int offset) {
    return offset < start.length ? start[offset] & 0xff : -1;
  }

  private ByteBuffer buffer(ByteOrder order) {
    return ByteBuffer.wrap(start).order(order);
  }

  /** Formats of arrays and weights. */
  private FileKind numbers() {
    if (starts(0x93, 'N', 'U', 'M', 'P', 'Y')) {
      return FileKind.NPY;
    }
    boolean little = has(126, "IM");
    if (little || has(126, "MI")) {
      int version = at(little ? 125 : 124);
      if (version == 1 || version == 2) {
        return version == 1 ? FileKind.MATLAB_5 : FileKind.MATLAB_73;
      }
    }
    for (int place : HDF5_PLACES) {
      if (has(place, HDF5)) {
        return starts("MATLAB 7.3") ? FileKind.MATLAB_73 : FileKind.HDF5;
      }
    }
    if (starts("SIMPLE  =")) {
      return FileKind.FITS;
    }
    if (isSafetensors()) {
      return FileKind.SAFETENSORS;
    }
    return isMatlab4(ByteOrder.LITTLE_ENDIAN) || isMatlab4(ByteOrder.BIG_ENDIAN)
        ? FileKind.MATLAB_4
        : null;
  }

  /** A header's length of eight bytes, and then JSON. */
  private boolean isSafetensors() {
    if (start.length < 10 || at(8) != '{') {
      return false;
    }
    long length = buffer(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return length >= 2 && length < 1L << 40;
  }

  /** Five numbers of small ranges, and then the name of a variable. */
  private boolean isMatlab4(ByteOrder order) {
    if (start.length < 22) {
      return false;
    }
    ByteBuffer header = buffer(order);
    int type = header.getInt(0);
    int nameLength = header.getInt(16);
    boolean isType = type >= 0 && type < 4053 && type / 100 % 10 == 0 && type % 10 <= 2;
    boolean isNumbers =
        header.getInt(4) >= 0
            && header.getInt(8) >= 0
            && header.getInt(12) >>> 1 == 0
            && nameLength >= 2
            && nameLength <= 64;
    return isType && isNumbers && Character.isLetter(at(20)) && at(20 + nameLength - 1) == 0;
  }

  private FileKind compressed() {
    if (starts(0x1f, 0x8b)) {
      return FileKind.GZIP;
    }
    if (starts(0x1f, 0x9d)) {
      return FileKind.COMPRESS;
    }
    if (starts("BZh") && (has(4, "1AY&SY") || at(4) == 0x17)) {
      return FileKind.BZIP2;
    }
    if (starts(0xfd, '7', 'z', 'X', 'Z', 0)) {
      return FileKind.XZ;
    }
    if (starts(0x28, 0xb5, 0x2f, 0xfd)) {
      return FileKind.ZSTD;
    }
    if (starts(0x04, 0x22, 0x4d, 0x18)) {
      return FileKind.LZ4;
    }
    if (starts('7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
      return FileKind.SEVEN_ZIP;
    }
    if (starts('R', 'a', 'r', '!', 0x1a, 7)) {
      return FileKind.RAR;
    }
    if (starts('P', 'K', 3, 4)) {
      return zip();
    }
    if (starts('P', 'K', 5, 6) || starts('P', 'K', 7, 8)) {
      return FileKind.ZIP;
    }
    return has(257, "ustar") ? FileKind.TAR : null;
  }

  /** What a zip archive is for shows in the name of its first entry. */
  private FileKind zip() {
    if (start.length < 30) {
      return FileKind.ZIP;
    }
    int length = Math.min(start.length - 30, buffer(ByteOrder.LITTLE_ENDIAN).getShort(26) & 0xffff);
    String name = new String(start, 30, length, StandardCharsets.UTF_8);
    if (name.endsWith(".npy")) {
      return FileKind.NPZ;
    }
    if (TORCH_ENTRY.matcher(name).matches()) {
      return FileKind.PYTORCH;
    }
    if (name.equals("configuration.json") || name.equals("coefficients.bin")) {
      return FileKind.CHECKPOINT;
    }
    if (name.equals("[Content_Types].xml") || name.startsWith("xl/")) {
      return FileKind.EXCEL;
    }
    return name.equals("mimetype") ? FileKind.OPEN_DOCUMENT : FileKind.ZIP;
  }

  /** Formats that nothing here reads. */
  private FileKind foreign() {
    boolean pickle = at(0) == 0x80 && at(1) >= 2 && at(1) <= 5;
    for (int place : TORCH_PLACES) {
      if (pickle && has(place, TORCH)) {
        return FileKind.PYTORCH;
      }
    }
    if (pickle) {
      return FileKind.PICKLE;
    }
    if (R_DATA.matcher(latin()).matches() || starts('X', '\n', 0, 0, 0)) {
      return FileKind.R_DATA;
    }
    // PAR1 is a gene too, with which a table may start.
    if (starts("PAR1") && hasControlBytes()) {
      return FileKind.PARQUET;
    }
    if (starts("ARROW1") || starts("FEA1")) {
      return FileKind.ARROW;
    }
    if (starts("SQLite format 3\0")) {
      return FileKind.SQLITE;
    }
    if (starts("<stata_dta>")) {
      return FileKind.STATA;
    }
    if (starts("$FL2") || starts("$FL3")) {
      return FileKind.SPSS;
    }
    if (starts("CDF") && (at(3) == 1 || at(3) == 2 || at(3) == 5)) {
      return FileKind.NETCDF;
    }
    if (starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
      return FileKind.OLD_EXCEL;
    }
    if (starts("%PDF-")) {
      return FileKind.PDF;
    }
    return starts(0x7f, 'E', 'L', 'F') ? FileKind.PROGRAM : null;
  }

  private FileKind pictureOrSound() {
    if (starts(0x89, 'P', 'N', 'G') || starts(0xff, 0xd8, 0xff) || isGif()) {
      return FileKind.PICTURE;
    }
    if (starts('I', 'I', 42, 0) || starts('M', 'M', 0, 42)) {
      return FileKind.PICTURE;
    }
    if (starts("BM") && has(6, bytes(0, 0, 0, 0))) {
      return FileKind.PICTURE;
    }
    if (has(8, "WEBP") && starts("RIFF")) {
      return FileKind.PICTURE;
    }
    if (has(8, "WAVE") && (starts("RIF") || starts("RF64") || starts("BW64"))) {
      return FileKind.WAVE;
    }
    if (starts("fLaC")) {
      return FileKind.FLAC;
    }
    boolean aiff = starts("FORM") && has(8, "AIF");
    boolean mp3 = at(0) == 0xff && (at(1) == 0xfb || at(1) == 0xf3 || at(1) == 0xf2);
    // Of a table that starts with such a name, a tab may follow, which is no version.
    boolean tagged = starts("ID3") && at(3) >= 0 && at(3) < '\t';
    if (tagged) {
      return FileKind.TAGGED_SOUND;
    }
    return aiff || mp3 || starts("OggS") ? FileKind.SOUND : null;
  }

  private boolean isGif() {
    return starts("GIF87a") || starts("GIF89a");
  }

  private FileKind text() {
    boolean marked = starts(0xef, 0xbb, 0xbf);
    if (starts(0xff, 0xfe) || starts(0xfe, 0xff) || starts(0, 0, 0xfe, 0xff)) {
      return FileKind.TEXT;
    }
    if (!marked && hasControlBytes()) {
      FileKind wide = unmarkedUtf16();
      if (wide != null) {
        return wide;
      }
      // A text with a few bytes that no text has is damaged, and its reader says where.
      return pixels(isMostlyAscii() ? FileKind.TEXT : FileKind.BINARY);
    }
    String text = latin().substring(marked ? 3 : 0);
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (WEB_PAGE.matcher(lower).matches()) {
      return FileKind.WEB_PAGE;
    }
    if (lower.startsWith("<?xml")) {
      return lower.contains("<html") ? FileKind.WEB_PAGE : FileKind.XML;
    }
    if (lower.startsWith("version https://git-lfs") || lower.startsWith("version https://hawser")) {
      return FileKind.LFS_POINTER;
    }
    if (isArff(lower)) {
      return FileKind.ARFF;
    }
    return JSON.matcher(lower).matches() ? FileKind.JSON : pixels(FileKind.TEXT);
  }

  /** Comments may stand before the name. */
  private static boolean isArff(String lower) {
    return lower
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("%"))
        .findFirst()
        .orElse("")
        .startsWith("@relation");
  }

  private String latin() {
    return new String(start, StandardCharsets.ISO_8859_1);
  }

  private FileKind pixels(FileKind otherwise) {
    FileKind image = PnmSignature.kind(latin());
    return image == null ? otherwise : image;
  }

  /** Returns whether there are bytes that no text has; 26 ends files of old systems. */
  private boolean hasControlBytes() {
    for (byte value : start) {
      boolean blank = value >= '\t' && value <= '\r';
      if (value >= 0 && value < ' ' && !blank && value != 26 && value != 27) {
        return true;
      }
    }
    return false;
  }

  private boolean isMostlyAscii() {
    int printable = 0;
    for (byte value : start) {
      printable += (value >= ' ' && value < 127) || (value >= '\t' && value <= '\r') ? 1 : 0;
    }
    return 4 * printable >= 3 * start.length;
  }

  /** Returns which of both orders of bytes it has, or null. */
  private FileKind unmarkedUtf16() {
    int pairs = Math.min(start.length, 64) / 2;
    int high = 0;
    int low = 0;
    for (int i = 0; i < pairs; i++) {
      high += start[2 * i] == 0 && start[2 * i + 1] > 0 ? 1 : 0;
      low += start[2 * i] > 0 && start[2 * i + 1] == 0 ? 1 : 0;
    }
    if (pairs < 2 || Math.max(high, low) <= 0.9 * pairs) {
      return null;
    }
    return high > low ? FileKind.UNMARKED_UTF16_BE : FileKind.UNMARKED_UTF16;
  }
}
